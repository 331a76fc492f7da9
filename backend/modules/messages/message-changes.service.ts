import type { PoolClient } from 'pg';
import type { AppContext, Viewer } from '../../context.ts';
import { AppError, type ErrorCode, notFound, notInConversation } from '../../errors.ts';
import { conversationTopic } from '../../realtime/bus.ts';
import type { MessageChanged } from '../../realtime/events.ts';
import type { ConversationChange } from '../conversations/conversation-change.ts';
import type { ConversationAbilities } from '../conversations/conversations.policy.ts';
import { changeAsMember } from '../conversations/member-change.service.ts';
import { claimOperation } from '../viewer-items/operation-keys.service.ts';
import { MESSAGE_COLUMNS, type MessageRef, type MessageRow, type MessageView, peopleIn, toMessageView } from './message.ts';
import { type MessageAct, type MessageRefusal, refusalOf } from './messages.policy.ts';
import { findThread, uncountReply } from './threads.service.ts';

/** A message to change, by its place. */
export interface MessageOperation extends MessageRef {
  /** The id that makes the change happen once, however often it is asked for (DELIVERY-2); null where the client gave none. */
  readonly clientOperationId: string | null;
}

/** What of a message's row changes; times as text. */
export type MessagePatch = Partial<
  Pick<
    MessageRow,
    | 'text'
    | 'mentioned_ids'
    | 'mentions_all'
    | 'reactions'
    | 'pinned_at'
    | 'pinned_by_id'
    | 'forwarded_from'
    | 'poll'
    | 'link_previews'
    | 'edited_at'
    | 'deleted_at'
  >
>;

/** A message under the lock of its conversation. */
export interface LockedMessage {
  readonly change: ConversationChange;
  readonly row: MessageRow;
  /** The time, later than anything that the message says of itself. */
  readonly now: string;
}

interface ChangeWork extends MessageOperation {
  readonly act: MessageAct;
  /** Gives what changes; null for nothing. */
  readonly work: (message: LockedMessage) => Promise<MessagePatch | null> | MessagePatch | null;
}

const REFUSALS: Readonly<Record<MessageRefusal, readonly [ErrorCode, string]>> = {
  system: ['FORBIDDEN', 'What Parley tells of the conversation stays as it is.'],
  deleted: ['CONFLICT', 'This message has been deleted.'],
  'of another': ['FORBIDDEN', 'Only who wrote this message can do that.'],
  'too late': ['FORBIDDEN', 'This message was written too long ago to be edited.'],
  forwarded: ['FORBIDDEN', 'What another person wrote cannot be edited.'],
  'votes counted': ['FORBIDDEN', 'The question of a poll cannot be edited.'],
  'not permitted': ['FORBIDDEN', 'You cannot pin messages here.'],
  'no poll': ['VALIDATION_ERROR', 'This message is not a poll.'],
  'poll closed': ['CONFLICT', 'This poll is closed.'],
};

interface Changed {
  readonly message: MessageView;
  /** The change was made before: what may have been told by nobody. */
  readonly repeated: MessageChanged | null;
}

/**
 * Changes a message under its conversation's lock: takes the next number, commits, tells the members, gives the message (architecture 1).
 * What changes nothing takes no number. A `clientOperationId` of the same person that was used before changes nothing either.
 * Errors: NOT_IN_CONVERSATION, NOT_FOUND (no such message here), FORBIDDEN, CONFLICT (deleted meanwhile), UNAVAILABLE (ask again).
 */
export async function changeMessage(app: AppContext, viewer: Viewer, operation: ChangeWork): Promise<MessageView> {
  const { conversationId, clientOperationId } = operation;
  const { message, repeated } = await changeAsMember(app, { viewer, conversationId }, (change, abilities) =>
    runUnderLock(app, { change, abilities, viewer }, operation),
  ).catch(nameTheInput);
  if (repeated !== null && !app.toldMessageIds.has(clientOperationId ?? '')) app.bus.publish(conversationTopic(conversationId), repeated);
  if (clientOperationId !== null) app.toldMessageIds.set(clientOperationId, true);
  return message;
}

/** Changes a message in nobody's name, under the lock that is held. `toPatch`: gives what changes, null for nothing. */
export async function patchMessage(
  app: AppContext,
  change: ConversationChange,
  { messageId, toPatch }: { messageId: string; toPatch: (row: MessageRow) => MessagePatch | null },
): Promise<void> {
  const { rows } = await change.tx.query<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.id = $1 AND m.conversation_id = $2`,
    [messageId, change.conversation.id],
  );
  const [row] = rows;
  const patch = row === undefined ? null : toPatch(row);
  if (row !== undefined && patch !== null) await store(app, change, { row, patch });
}

/** Stores what changes with the next number. */
function store(
  app: AppContext,
  change: ConversationChange,
  { row, patch }: { row: MessageRow; patch: MessagePatch },
): Promise<MessageView> {
  return change.changeMessage(async (seq) => {
    const changed = await storePatch(change.tx, row, { ...patch, change_seq: seq });
    if (patch.deleted_at !== undefined) await uncountReply(change.tx, changed);
    return { message: await toView(app, change.tx, changed), thread: await threadOf(change.tx, changed) };
  });
}

interface Acting {
  readonly change: ConversationChange;
  readonly abilities: ConversationAbilities;
  readonly viewer: Viewer;
}

async function runUnderLock(app: AppContext, acting: Acting, { act, work, messageId, clientOperationId }: ChangeWork): Promise<Changed> {
  const { change, viewer } = acting;
  const locked = await readLocked(change, viewer, messageId);
  if (!(await claimOperation(change.tx, { userId: viewer.userId, clientOperationId }))) return repeat(app, locked);
  refuse(app, act, { ...acting, locked });
  const patch = await work(locked);
  if (patch === null) return { message: await toView(app, change.tx, locked.row), repeated: null };
  const message = await store(app, change, { row: locked.row, patch });
  return { message, repeated: null };
}

/** NOT_FOUND for what is not in the conversation and for what was there before the viewer, who sees nothing of it (CONV-5). */
async function readLocked(change: ConversationChange, { userId }: Viewer, messageId: string): Promise<LockedMessage> {
  const { rows } = await change.tx.query<MessageRow & { now: string }>(
    `SELECT ${MESSAGE_COLUMNS}, greatest(clock_timestamp(), coalesce(m.edited_at, m.created_at) + interval '1 microsecond') AS now
       FROM messages m JOIN members b ON b.conversation_id = m.conversation_id AND b.user_id = $3 AND (b.visible_after < m.created_at) IS NOT FALSE
      WHERE m.id = $1 AND m.conversation_id = $2`,
    [messageId, change.conversation.id, userId],
  );
  const [row] = rows;
  if (row === undefined) throw notFound('This message is', 'input.messageId');
  return { change, row, now: row.now };
}

/**
 * The message as it is now, to be told again: the process that made the change may have ended before it could tell, and the members would
 * see it only with the conversation's next change.
 */
async function repeat(app: AppContext, { change, row }: LockedMessage): Promise<Changed> {
  const message = await toView(app, change.tx, row);
  const { conversationId, changeSeq: seq } = message;
  const thread = await threadOf(change.tx, row);
  const { membersSeq } = change;
  return { message, repeated: { type: 'MessageChanged', conversationId, seq, membersSeq, message, thread, isToldAgain: true } };
}

function refuse(app: AppContext, act: MessageAct, { viewer, abilities, locked: { row, now } }: Acting & { locked: LockedMessage }): void {
  const refusal = refusalOf(act, {
    actor: { userId: viewer.userId, abilities },
    message: {
      kind: row.kind,
      senderId: row.sender_id,
      ageMs: Date.parse(now) - Date.parse(row.created_at),
      isDeleted: row.deleted_at !== null,
      isForwarded: row.forwarded_from !== null,
      poll: row.poll,
    },
    rules: { editWindowMs: app.config.messageEditWindowMs },
  });
  // Deleting again is what the first time did already.
  if (refusal === null || (refusal === 'deleted' && act === 'delete')) return;
  const [code, words] = REFUSALS[refusal];
  throw new AppError(code, words, { field: 'input.messageId' });
}

const JSON_COLUMNS: ReadonlySet<string> = new Set([
  'reactions',
  'forwarded_from',
  'poll',
  'link_previews',
] satisfies (keyof MessagePatch)[]);

async function storePatch(tx: PoolClient, row: MessageRow, patch: MessagePatch & { change_seq: number }): Promise<MessageRow> {
  const columns = Object.entries(patch);
  const { rows } = await tx.query<MessageRow>(
    `UPDATE messages m SET ${columns.map(([column], index) => `${column} = $${index + 3}`).join(', ')}
      WHERE m.id = $1 AND m.created_at = $2 RETURNING ${MESSAGE_COLUMNS}`,
    [
      row.id,
      row.created_at,
      ...columns.map(([column, value]) => (JSON_COLUMNS.has(column) && value !== null ? JSON.stringify(value) : value)),
    ],
  );
  const [changed] = rows;
  if (changed === undefined) throw new Error('A message that was locked is gone.');
  return changed;
}

/** Read on the transaction's own connection: another might not be free while this one waits. */
async function toView(app: AppContext, tx: PoolClient, row: MessageRow): Promise<MessageView> {
  const people = await app.people.load(peopleIn(row), tx);
  return toMessageView(row, (id) => {
    const person = people.get(id);
    if (person === undefined) throw new Error('A message speaks of a person who is not there.');
    return person;
  });
}

const threadOf = async (tx: PoolClient, row: MessageRow) =>
  row.thread_root_seq === null ? null : findThread(tx, row.conversation_id, row.thread_root_seq);

/** The conversation is named in the input. */
function nameTheInput(error: unknown): never {
  throw error instanceof AppError && error.code === 'NOT_IN_CONVERSATION' ? notInConversation('input.conversationId') : error;
}
