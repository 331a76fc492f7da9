import { randomUUID } from 'node:crypto';
import type { AppContext, Viewer } from '../../context.ts';
import { AppError, invalid, notFound } from '../../errors.ts';
import { conversationTopic } from '../../realtime/bus.ts';
import type { MessageChanged } from '../../realtime/events.ts';
import { explainRefusedSend } from '../conversations/conversations.service.ts';
import type { PublicPerson } from '../people/people-cache.ts';
import { findForwarded } from './forwarding.service.ts';
import { previewLater } from './link-previews.service.ts';
import { resolveMentions } from './mentions.service.ts';
import {
  MESSAGE_COLUMNS,
  type MessageExtras,
  type MessageRef,
  type MessageRow,
  type MessageView,
  NO_EXTRAS,
  NO_MENTIONS,
  type Poll,
  peopleIn,
  toMessageView,
} from './message.ts';
import { checkText } from './message-text.ts';
import type { DraftExtras } from './message-writer.ts';
import { findThread } from './threads.service.ts';

export interface SendMessage {
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly text: string;
  readonly replyToId: string | null;
  /** The message in whose thread this one replies. */
  readonly threadRootId: string | null;
  /** What can be answered to it, where it is a question. */
  readonly poll: Poll | null;
  /** The message that is forwarded: its text is taken, and not this one's. */
  readonly forwardOf: MessageRef | null;
}

/** A message of somebody that has passed all checks but membership. */
interface CheckedMessage extends Omit<SendMessage, 'threadRootId' | 'poll' | 'forwardOf'> {
  /** When it was written elsewhere, for an imported one. */
  readonly importedAt: string | null;
  readonly extras: DraftExtras | null;
}

/**
 * Stores a message and tells the members of it (architecture 2). Gives it when it is on disk (DELIVERY-1). The same `clientMessageId`
 * of the same sender gives the first message again, for ever (DELIVERY-2).
 * Errors: VALIDATION_ERROR, MESSAGE_TOO_LARGE, NOT_IN_CONVERSATION, NOT_FOUND (nothing to forward), RATE_LIMITED, CONFLICT (the id was used in another conversation),
 * UNAVAILABLE (retryable).
 */
export async function sendMessage(app: AppContext, viewer: Viewer, input: SendMessage): Promise<MessageView> {
  const { conversationId, clientMessageId, text, replyToId, poll, forwardOf } = input;
  if (forwardOf === null) checkText(app.config, text);
  await app.limits.consume('messages', viewer.userId);
  const targets = replyToId === null && input.threadRootId === null ? null : await findTargets(app, viewer, input);
  const extras = poll === null ? targets : { ...targets, poll };
  const sender = app.people.get(viewer.userId) ?? (await loadPerson(app, viewer.userId));
  const checked = { conversationId, clientMessageId, text, replyToId, importedAt: null, extras };
  return forwardOf === null ? storeMessage(app, sender, checked) : forwardMessage(app, sender, { ...checked, viewer, forwardOf });
}

/** A resend whose source is gone meanwhile still gives the first message (DELIVERY-2). */
async function forwardMessage(
  app: AppContext,
  sender: PublicPerson,
  { viewer, forwardOf, ...message }: CheckedMessage & { viewer: Viewer; forwardOf: MessageRef },
): Promise<MessageView> {
  const source = await findForwarded(app, viewer, forwardOf);
  if (source !== null) {
    const { text, forwardedFrom } = source;
    return storeMessage(app, sender, { ...message, text, extras: { ...message.extras, forwardedFrom } });
  }
  if ((await findFirstSend(app, sender.id, message)) === null) throw notFound('The message to forward is', 'input.forwardOf.messageId');
  return repeatFirstSend(app, sender.id, message);
}

/** Stores and publishes a message of `sender` that has passed all checks but membership. */
export async function storeMessage(app: AppContext, sender: PublicPerson, input: CheckedMessage): Promise<MessageView> {
  const { conversationId, clientMessageId, text, replyToId, importedAt, extras } = input;
  const id = randomUUID();
  const stopTimer = app.metrics.sendLatency.startTimer();
  // What is forwarded was said to others.
  const mentions = extras?.forwardedFrom === undefined ? await resolveMentions(app, conversationId, text) : NO_MENTIONS;
  // Nothing is waited for between the number and its event: what takes the next number would be told of first.
  const shownExtras = extras === null ? NO_EXTRAS : await toExtras(app, extras);
  const outcome = await app.writer.append({
    id,
    conversationId,
    senderId: sender.id,
    clientMessageId,
    text,
    replyToId,
    importedAt,
    mentions,
    extras,
  });
  if (outcome.status === 'refused') {
    await explainRefusedSend(app, sender.id, conversationId);
    // They may again since: the sender's outbox tries once more, not this process for as long as it takes.
    throw new AppError('UNAVAILABLE', 'The message could not be stored now. It will be tried again.', { retryAfterMs: 1000 });
  }
  if (outcome.status === 'repeated') return repeatFirstSend(app, sender.id, input);

  const { seq, createdAt, membersSeq, thread } = outcome;
  const message: MessageView = {
    id,
    conversationId,
    seq,
    changeSeq: seq,
    clientMessageId,
    kind: 'TEXT',
    sender,
    text,
    systemEvent: null,
    mentions,
    replyToId,
    ...shownExtras,
    createdAt,
    importedAt,
    editedAt: null,
    deletedAt: null,
  };
  app.bus.publish(conversationTopic(conversationId), { type: 'MessageChanged', conversationId, seq, membersSeq, message, thread });
  app.toldMessageIds.set(id, true);
  if (importedAt === null) previewLater({ app, text }, { conversationId, messageId: id });
  stopTimer();
  app.metrics.messagesSent.inc();
  return message;
}

/** What a new message is sent with, as its members see it. */
async function toExtras(app: AppContext, extras: DraftExtras): Promise<MessageExtras> {
  const { forwardedFrom } = extras;
  const people = await app.people.load(forwardedFrom === undefined ? [] : [forwardedFrom.senderId]);
  const sender = forwardedFrom && people.get(forwardedFrom.senderId);
  return {
    ...NO_EXTRAS,
    replyToSeq: extras.replyToSeq ?? null,
    threadRootId: extras.threadRootId ?? null,
    threadRootSeq: extras.threadRootSeq ?? null,
    forwardedFrom: forwardedFrom === undefined || sender === undefined ? null : { sender, createdAt: forwardedFrom.createdAt },
    poll: extras.poll ?? null,
  };
}

/**
 * The messages that a reply names. A message never leaves its conversation, so this needs no lock. Says nothing to others than members,
 * whom the writer refuses.
 */
async function findTargets(app: AppContext, viewer: Viewer, input: SendMessage): Promise<DraftExtras | null> {
  const { conversationId, replyToId, threadRootId } = input;
  const { rows } = await app.db.pool.query<{ id: string | null; seq: number; threadRootId: string | null; kind: 'TEXT' | 'SYSTEM' }>(
    `SELECT m.id, m.seq, m.thread_root_id AS "threadRootId", m.kind
       FROM members b LEFT JOIN messages m ON m.conversation_id = b.conversation_id AND m.id = ANY ($1::uuid[])
             AND (b.visible_after < m.created_at) IS NOT FALSE
      WHERE b.conversation_id = $2 AND b.user_id = $3 AND b.left_seq IS NULL`,
    [[replyToId, threadRootId].filter((id) => id !== null), conversationId, viewer.userId],
  );
  if (rows.length === 0) return null;
  const answered = rows.find(({ id }) => id === replyToId && id !== null);
  const root = rows.find(({ id }) => id === threadRootId && id !== null);
  if (replyToId !== null && answered === undefined) {
    throw invalid('input.replyToId', 'The message to reply to is not in this conversation.');
  }
  if (threadRootId !== null && (root === undefined || root.threadRootId !== null || root.kind === 'SYSTEM')) {
    throw invalid('input.threadRootId', 'A thread begins at a message of this conversation that is not itself a reply in a thread.');
  }
  return {
    ...(answered && { replyToSeq: answered.seq }),
    ...(root && threadRootId !== null && { threadRootId, threadRootSeq: root.seq }),
  };
}

async function loadPerson(app: AppContext, id: string): Promise<PublicPerson> {
  const person = (await app.people.load([id])).get(id);
  if (person === undefined) throw new AppError('UNAUTHENTICATED', 'This account is gone.');
  return person;
}

/**
 * The message that the first send stored. Unless this process told the members of it, it is told again: the process that stored it may have
 * ended before it could, or PostgreSQL before it could answer, and the members would see it only with the conversation's next change.
 */
async function repeatFirstSend(app: AppContext, senderId: string, input: CheckedMessage): Promise<MessageView> {
  const first = await findFirstSend(app, senderId, input);
  if (first === null) throw new Error('A repeated message has no first one.');
  const { message, membersSeq } = first;
  if (input.importedAt !== null || app.toldMessageIds.has(message.id)) return message;
  const { conversationId, changeSeq: seq } = message;
  const thread = message.threadRootSeq === null ? null : await findThread(app.db.pool, conversationId, message.threadRootSeq);
  const event: MessageChanged = { type: 'MessageChanged', conversationId, seq, membersSeq, message, thread, isToldAgain: true };
  app.bus.publish(conversationTopic(conversationId), event);
  app.toldMessageIds.set(message.id, true);
  return message;
}

/** Null before the first. With the number of the conversation's last membership change, whether before the message or after: who was not in it then gets nothing. */
async function findFirstSend(
  app: AppContext,
  senderId: string,
  input: CheckedMessage,
): Promise<{ message: MessageView; membersSeq: number } | null> {
  const { rows } = await app.db.pool.query<MessageRow & { members_seq: number }>(
    `SELECT ${MESSAGE_COLUMNS}, c.members_seq FROM message_keys k JOIN messages m ON m.id = k.message_id AND m.created_at = k.created_at
       JOIN conversations c ON c.id = m.conversation_id WHERE k.sender_id = $1 AND k.client_message_id = $2`,
    [senderId, input.clientMessageId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  if (row.conversation_id !== input.conversationId) {
    throw new AppError('CONFLICT', 'This clientMessageId was used in another conversation.', { field: 'input.clientMessageId' });
  }
  const [message] = await toMessageViews(app, [row]);
  if (message === undefined) throw new Error('A message lost its sender.');
  return { message, membersSeq: row.members_seq };
}

/** Rows as messages, with the people they speak of. */
export async function toMessageViews(app: AppContext, rows: readonly MessageRow[]): Promise<MessageView[]> {
  const people = await app.people.load([...new Set(rows.flatMap(peopleIn))]);
  return rows.map((row) =>
    toMessageView(row, (id) => {
      const person = people.get(id);
      if (person === undefined) throw new Error('A message speaks of a person who is not there.');
      return person;
    }),
  );
}
