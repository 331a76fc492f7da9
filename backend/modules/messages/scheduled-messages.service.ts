import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { AppContext, Viewer } from '../../context.ts';
import { AppError, invalid, notFound, notInConversation } from '../../errors.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { findConversation } from '../conversations/conversations.service.ts';
import { checkText } from './message-text.ts';
import { sendMessage } from './messages.service.ts';

/** The most that one person has waiting. */
const WAITING_MAX = 100;
const AHEAD_MAX_MS = 366 * 24 * 60 * 60 * 1000;

/** A message to be sent later; its sender's own business until then. */
export interface ScheduledMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly text: string;
  readonly replyToId: string | null;
  readonly threadRootId: string | null;
  readonly sendAt: string;
  /** The code of the error for which it was not sent; null while it waits. */
  readonly refusal: string | null;
}

const COLUMNS = `s.id, s.conversation_id AS "conversationId", s.client_message_id AS "clientMessageId", s.text, s.reply_to_id AS "replyToId",
  s.thread_root_id AS "threadRootId", s.send_at AS "sendAt", s.refusal`;

export type ScheduleMessage = Omit<ScheduledMessage, 'id' | 'refusal'>;

/**
 * Keeps a message to be sent at a time (MSG-2). The same `clientMessageId` gives the first again; the message is sent with it, so once,
 * whatever dies. Errors: VALIDATION_ERROR (the time is not ahead, or more than a year; 100 wait already), MESSAGE_TOO_LARGE,
 * NOT_IN_CONVERSATION. What is refused when the time comes says so in `refusal`.
 */
export async function scheduleMessage(app: AppContext, viewer: Viewer, input: ScheduleMessage): Promise<ScheduledMessage> {
  checkText(app.config, input.text);
  checkTime(input.sendAt);
  if ((await findConversation(app, viewer, input.conversationId)) === null) throw notInConversation('input.conversationId');
  return inTransaction(app.db.pool, async (tx) => {
    // One after the other for each person, so that they are counted right.
    await tx.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [viewer.userId]);
    const waiting = await listWaiting(tx, viewer);
    const known = waiting.find(({ clientMessageId }) => clientMessageId === input.clientMessageId);
    if (known !== undefined) return known;
    if (waiting.length >= WAITING_MAX) throw invalid('input.sendAt', `At most ${WAITING_MAX} messages wait to be sent.`);
    const { rows } = await tx.query<ScheduledMessage>(
      `INSERT INTO scheduled_messages AS s (id, sender_id, client_message_id, conversation_id, text, reply_to_id, thread_root_id, send_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${COLUMNS}`,
      [
        randomUUID(),
        viewer.userId,
        input.clientMessageId,
        input.conversationId,
        input.text,
        input.replyToId,
        input.threadRootId,
        input.sendAt,
      ],
    );
    return queue(app, tx, rows);
  });
}

/** What the viewer has waiting, the next first. */
export function listScheduledMessages(app: AppContext, viewer: Viewer): Promise<ScheduledMessage[]> {
  return listWaiting(app.db.pool, viewer);
}

/** Gives a waiting message another text or time; one that was refused waits again. Errors: those of scheduling, NOT_FOUND once it is sent. */
export async function updateScheduledMessage(
  app: AppContext,
  viewer: Viewer,
  { id, text, sendAt }: { id: string; text: string | null; sendAt: string | null },
): Promise<ScheduledMessage> {
  if (text !== null) checkText(app.config, text);
  if (sendAt !== null) checkTime(sendAt);
  return inTransaction(app.db.pool, async (tx) => {
    const { rows } = await tx.query<ScheduledMessage>(
      `UPDATE scheduled_messages s SET text = coalesce($3, s.text), send_at = coalesce($4, s.send_at), refusal = NULL
        WHERE s.id = $1 AND s.sender_id = $2 RETURNING ${COLUMNS}`,
      [id, viewer.userId, text, sendAt],
    );
    return queue(app, tx, rows);
  });
}

/** Takes a waiting message back. NOT_FOUND once it is sent. */
export async function cancelScheduledMessage(app: AppContext, viewer: Viewer, id: string): Promise<void> {
  const { rowCount } = await app.db.pool.query('DELETE FROM scheduled_messages WHERE id = $1 AND sender_id = $2', [id, viewer.userId]);
  if (rowCount === 0) throw notFound('This scheduled message is', 'id');
}

interface DueRow extends ScheduledMessage {
  readonly senderId: string;
}

/**
 * Sends a message whose time has come; one that was cancelled, sent or put off is left. It is locked meanwhile, so that who cancels it in
 * this moment is told the truth. Rejects for what trying again may mend.
 */
export async function sendScheduledMessage(app: AppContext, id: string): Promise<void> {
  await inTransaction(app.db.pool, async (tx) => {
    const { rows } = await tx.query<DueRow>(
      `SELECT ${COLUMNS}, s.sender_id AS "senderId" FROM scheduled_messages s
        WHERE s.id = $1 AND s.send_at <= clock_timestamp() AND s.refusal IS NULL FOR UPDATE`,
      [id],
    );
    const [due] = rows;
    if (due === undefined) return;
    const refusal = await send(app, due);
    if (refusal === null) await tx.query('DELETE FROM scheduled_messages WHERE id = $1', [id]);
    else await tx.query('UPDATE scheduled_messages SET refusal = $2 WHERE id = $1', [id, refusal]);
  });
}

/** Null when it is sent, else the code of what nothing mends. */
async function send(app: AppContext, { senderId, ...message }: DueRow): Promise<string | null> {
  try {
    await sendMessage(app, { userId: senderId, sessionId: message.id, role: 'MEMBER' }, { ...message, poll: null, forwardOf: null });
    return null;
  } catch (error) {
    if (error instanceof AppError && !error.retryable) return error.code;
    throw error;
  }
}

async function listWaiting(db: Pick<PoolClient, 'query'> | AppContext['db']['pool'], { userId }: Viewer): Promise<ScheduledMessage[]> {
  const { rows } = await db.query<ScheduledMessage>(
    `SELECT ${COLUMNS} FROM scheduled_messages s WHERE s.sender_id = $1 ORDER BY s.send_at, s.id LIMIT $2`,
    [userId, WAITING_MAX],
  );
  return rows;
}

/** Has the message sent at its time. Whatever was queued for it before finds that it is not due, or is gone. */
async function queue(app: AppContext, tx: PoolClient, rows: readonly ScheduledMessage[]): Promise<ScheduledMessage> {
  const [scheduled] = rows;
  if (scheduled === undefined) throw notFound('This scheduled message is', 'input.id');
  // A moment later than the time itself: the clocks of the two who look at it may differ in the last digit.
  await app.jobs.send('scheduled-message', { id: scheduled.id }, { startAfter: new Date(Date.parse(scheduled.sendAt) + 1), tx });
  return scheduled;
}

function checkTime(sendAt: string): void {
  const aheadMs = Date.parse(sendAt) - Date.now();
  if (aheadMs <= 0) throw invalid('input.sendAt', 'This time has passed.');
  if (aheadMs > AHEAD_MAX_MS) throw invalid('input.sendAt', 'This is more than a year ahead.');
}
