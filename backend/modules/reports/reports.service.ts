import { randomUUID } from 'node:crypto';
import type { AppContext, Viewer } from '../../context.ts';
import { AppError, invalid, notFound, notInConversation } from '../../errors.ts';
import { type Page, toPage } from '../../page.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { recordAudit } from '../accounts/audit.service.ts';
import type { PublicPerson } from '../people/people-cache.ts';
import { mayReport, mayWorkReports } from './reports.policy.ts';

export type ReportReason = 'SPAM' | 'HARASSMENT' | 'VIOLENCE' | 'HATE' | 'ILLEGAL' | 'OTHER';
export type ReportStatus = 'OPEN' | 'RESOLVED' | 'DISMISSED';

/** A message that somebody reports, or a person. */
export type ReportTarget =
  | { readonly kind: 'message'; readonly conversationId: string; readonly messageId: string }
  | { readonly kind: 'person'; readonly userId: string };

export interface NewReport {
  readonly target: ReportTarget;
  readonly reason: ReportReason;
  readonly note: string | null;
}

/** A report as those who work the queue see it. */
export interface ReportView {
  readonly id: string;
  readonly reporter: PublicPerson;
  readonly user: PublicPerson;
  readonly conversationId: string | null;
  readonly messageId: string | null;
  readonly messageText: string | null;
  readonly reason: ReportReason;
  readonly note: string | null;
  readonly status: ReportStatus;
  readonly createdAt: string;
  readonly resolvedAt: string | null;
  readonly resolvedBy: PublicPerson | null;
  readonly resolution: string | null;
}

interface ReportRow extends Omit<ReportView, 'reporter' | 'user' | 'resolvedBy'> {
  readonly reporterId: string;
  readonly userId: string;
  readonly resolvedById: string | null;
}

const COLUMNS = `r.id, r.reporter_id AS "reporterId", r.user_id AS "userId", r.conversation_id AS "conversationId", r.message_id AS "messageId",
  r.message_text AS "messageText", r.reason, r.note, r.status, r.created_at AS "createdAt", r.resolved_at AS "resolvedAt",
  r.resolved_by_id AS "resolvedById", r.resolution`;

/** What a report keeps of its target. */
interface Reported {
  readonly userId: string;
  readonly conversationId: string | null;
  readonly messageId: string | null;
  readonly messageText: string | null;
}

/**
 * Puts a message or a person before those who run this server (PEOPLE-4), with the message as it is now, whatever becomes of it. The same again
 * while it is open replaces the reason and the note. Errors: NOT_IN_CONVERSATION, NOT_FOUND, VALIDATION_ERROR for oneself, RATE_LIMITED.
 */
export async function report(app: AppContext, viewer: Viewer, { target, reason, note }: NewReport): Promise<void> {
  const reported = target.kind === 'message' ? await findReported(app, viewer, target) : await findPerson(app, target.userId);
  if (!mayReport(viewer, reported.userId)) throw invalid(`input.${target.kind === 'message' ? 'messageId' : 'userId'}`, 'This is you.');
  await app.limits.consume('reports', viewer.userId);
  await inTransaction(app.db.pool, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `INSERT INTO reports (id, reporter_id, user_id, conversation_id, message_id, message_text, reason, note)
       VALUES ($1, $2, $3, $4, $5, $6, $7::report_reason, $8)
       ON CONFLICT (reporter_id, user_id, coalesce(message_id, '00000000-0000-0000-0000-000000000000')) WHERE status = 'OPEN'
       DO UPDATE SET reason = EXCLUDED.reason, note = EXCLUDED.note RETURNING id`,
      [randomUUID(), viewer.userId, reported.userId, reported.conversationId, reported.messageId, reported.messageText, reason, note],
    );
    await recordAudit(tx, {
      action: 'report.made',
      actorId: viewer.userId,
      target: rows[0]?.id ?? null,
      address: null,
      detail: { reason },
    });
  });
}

/** The message as the viewer sees it: one who is not in the conversation, or came later, reports nothing of it. */
async function findReported(
  app: AppContext,
  { userId }: Viewer,
  { conversationId, messageId }: Extract<ReportTarget, { kind: 'message' }>,
): Promise<Reported> {
  const { rows } = await app.db.pool.query<{ senderId: string | null; text: string | null; kind: string | null }>(
    `SELECT m.sender_id AS "senderId", m.text, m.kind
       FROM members b LEFT JOIN messages m ON m.conversation_id = b.conversation_id AND m.id = $2 AND (b.visible_after < m.created_at) IS NOT FALSE
      WHERE b.conversation_id = $1 AND b.user_id = $3 AND b.left_seq IS NULL`,
    [conversationId, messageId, userId],
  );
  const [found] = rows;
  if (found === undefined) throw notInConversation('input.conversationId');
  if (found.senderId === null || found.kind !== 'TEXT') throw notFound('This message is', 'input.messageId');
  return { userId: found.senderId, conversationId, messageId, messageText: found.text };
}

async function findPerson(app: AppContext, userId: string): Promise<Reported> {
  if (!(await app.people.load([userId])).has(userId)) throw notFound('This person is', 'input.userId');
  return { userId, conversationId: null, messageId: null, messageText: null };
}

/** The queue, oldest first (PEOPLE-4). FORBIDDEN for everybody but who runs this server. */
export async function listReports(
  app: AppContext,
  viewer: Viewer,
  { status, first, after }: { status: ReportStatus; first: number; after: { at: string; id: string } | null },
): Promise<Page<ReportView>> {
  requireWorker(viewer);
  const { rows } = await app.db.pool.query<ReportRow>(
    `SELECT ${COLUMNS} FROM reports r WHERE r.status = $1::report_status
        AND ($2::timestamptz IS NULL OR (r.created_at, r.id) > ($2, $3::uuid)) ORDER BY r.created_at, r.id LIMIT $4`,
    [status, after?.at ?? null, after?.id ?? null, first + 1],
  );
  return toPage(await toViews(app, rows), { size: first, hasBefore: after !== null });
}

/** Closes a report with what was done; one that is closed already stays as it is: CONFLICT. FORBIDDEN for everybody but who runs this server. */
export async function resolveReport(
  app: AppContext,
  viewer: Viewer,
  { id, status, resolution }: { id: string; status: Exclude<ReportStatus, 'OPEN'>; resolution: string | null },
): Promise<ReportView> {
  requireWorker(viewer);
  const row = await inTransaction(app.db.pool, async (tx) => {
    const { rows } = await tx.query<ReportRow>(
      `UPDATE reports r SET status = $2::report_status, resolution = $3, resolved_by_id = $4, resolved_at = clock_timestamp()
        WHERE r.id = $1 AND r.status = 'OPEN' RETURNING ${COLUMNS}`,
      [id, status, resolution, viewer.userId],
    );
    if (rows[0] !== undefined) {
      await recordAudit(tx, { action: 'report.resolved', actorId: viewer.userId, target: id, address: null, detail: { status } });
    }
    return rows[0];
  });
  const [view] = row === undefined ? [] : await toViews(app, [row]);
  if (view === undefined) throw await whyNotOpen(app, id);
  return view;
}

async function whyNotOpen(app: AppContext, id: string): Promise<AppError> {
  const { rowCount } = await app.db.pool.query('SELECT 1 FROM reports WHERE id = $1', [id]);
  return rowCount === 0
    ? notFound('This report is', 'input.id')
    : new AppError('CONFLICT', 'This report is closed already.', { field: 'input.id' });
}

function requireWorker(viewer: Viewer): void {
  if (!mayWorkReports(viewer)) throw new AppError('FORBIDDEN', 'Only who runs this server works its reports.');
}

/** Reports of or by accounts that are gone are gone with them. */
async function toViews(app: AppContext, rows: readonly ReportRow[]): Promise<ReportView[]> {
  const people = await app.people.load([
    ...new Set(rows.flatMap(({ reporterId, userId, resolvedById }) => [reporterId, userId, resolvedById ?? userId])),
  ]);
  return rows.flatMap(({ reporterId, userId, resolvedById, ...row }) => {
    const [reporter, user] = [people.get(reporterId), people.get(userId)];
    const resolvedBy = resolvedById === null ? null : (people.get(resolvedById) ?? null);
    return reporter === undefined || user === undefined ? [] : [{ ...row, reporter, user, resolvedBy }];
  });
}
