import { randomUUID } from 'node:crypto';
import type { AppContext, Viewer } from '../../context.ts';
import { AppError, invalid, notInConversation } from '../../errors.ts';
import { conversationTopic } from '../../realtime/bus.ts';
import type { PublicPerson } from '../people/people-cache.ts';
import { MESSAGE_COLUMNS, type MessageRow, type MessageView, peopleIn, toMessageView } from './message.ts';

export interface SendMessage {
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly text: string;
  readonly replyToId: string | null;
}

/**
 * Stores a message and tells the members of it (architecture 2). Gives it when it is on disk (DELIVERY-1). The same `clientMessageId`
 * of the same sender gives the first message again, for ever (DELIVERY-2).
 * Errors: VALIDATION_ERROR, MESSAGE_TOO_LARGE, NOT_IN_CONVERSATION, RATE_LIMITED, CONFLICT (the id was used in another conversation),
 * UNAVAILABLE (retryable).
 */
export async function sendMessage(app: AppContext, viewer: Viewer, input: SendMessage): Promise<MessageView> {
  checkText(app, input.text);
  await app.limits.consume('messages', viewer.userId);
  if (input.replyToId !== null) await checkReply(app, viewer, input);
  const sender = app.people.get(viewer.userId) ?? (await loadPerson(app, viewer.userId));
  return storeMessage(app, sender, { ...input, importedAt: null });
}

/** Stores and publishes a message of `sender` that has passed all checks but membership. */
export async function storeMessage(
  app: AppContext,
  sender: PublicPerson,
  input: SendMessage & { readonly importedAt: string | null },
): Promise<MessageView> {
  const { conversationId, clientMessageId, text, replyToId, importedAt } = input;
  const id = randomUUID();
  const stopTimer = app.metrics.sendLatency.startTimer();
  const outcome = await app.writer.append({ id, conversationId, senderId: sender.id, clientMessageId, text, replyToId, importedAt });
  if (outcome.status === 'refused') {
    throw notInConversation('input.conversationId');
  }
  if (outcome.status === 'repeated') return findFirstSend(app, sender.id, input);

  const { seq, createdAt, membersSeq } = outcome;
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
    replyToId,
    createdAt,
    importedAt,
    editedAt: null,
    deletedAt: null,
  };
  app.bus.publish(conversationTopic(conversationId), { type: 'MessageChanged', conversationId, seq, membersSeq, message });
  stopTimer();
  app.metrics.messagesSent.inc();
  return message;
}

function checkText(app: AppContext, text: string): void {
  if (text.trim().length === 0) throw invalid('input.text', 'A message needs some text.');
  if (text.length > app.config.messageMaxCharacters && [...text].length > app.config.messageMaxCharacters) {
    throw new AppError('MESSAGE_TOO_LARGE', `A message has at most ${app.config.messageMaxCharacters} characters.`, {
      field: 'input.text',
    });
  }
}

/** A message never leaves its conversation, so this needs no lock. Says nothing to others than members, whom the writer refuses. */
async function checkReply(app: AppContext, viewer: Viewer, { conversationId, replyToId }: SendMessage): Promise<void> {
  const { rows } = await app.db.pool.query<{ isThere: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM messages WHERE id = $1 AND conversation_id = b.conversation_id) AS "isThere"
       FROM members b WHERE b.conversation_id = $2 AND b.user_id = $3 AND b.left_seq IS NULL`,
    [replyToId, conversationId, viewer.userId],
  );
  if (rows[0]?.isThere === false) throw invalid('input.replyToId', 'The message to reply to is not in this conversation.');
}

async function loadPerson(app: AppContext, id: string): Promise<PublicPerson> {
  const person = (await app.people.load([id])).get(id);
  if (person === undefined) throw new AppError('UNAUTHENTICATED', 'This account is gone.');
  return person;
}

async function findFirstSend(app: AppContext, senderId: string, input: SendMessage): Promise<MessageView> {
  const { rows } = await app.db.pool.query<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM message_keys k JOIN messages m ON m.id = k.message_id AND m.created_at = k.created_at
      WHERE k.sender_id = $1 AND k.client_message_id = $2`,
    [senderId, input.clientMessageId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('A repeated message has no first one.');
  if (row.conversation_id !== input.conversationId) {
    throw new AppError('CONFLICT', 'This clientMessageId was used in another conversation.', { field: 'input.clientMessageId' });
  }
  const [message] = await toMessageViews(app, [row]);
  if (message === undefined) throw new Error('A message lost its sender.');
  return message;
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
