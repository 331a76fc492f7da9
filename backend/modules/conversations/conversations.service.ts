import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { AppContext, Viewer } from '../../context.ts';
import { AppError, invalid, notFound, notInConversation } from '../../errors.ts';
import { type Page, toPage } from '../../page.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { requireMayAdd, requireMayStart, requireUnblocked } from '../contacts/standing.service.ts';
import { CONVERSATION_COLUMNS, type ConversationRow, type ConversationView, toConversationView } from './conversation.ts';
import { ConversationChange, LOCKED_COLUMNS, type LockedRow, publishCreation } from './conversation-change.ts';
import { abilitiesOf, type ConversationAbilities, type MemberRole } from './conversations.policy.ts';
import type { GroupSettings, HistoryVisibility } from './group-settings.ts';

const MINE = `FROM members b JOIN conversations c ON c.id = b.conversation_id WHERE b.user_id = $1`;

/** The viewer's conversations, newest activity first (CONV-4). `after`: a cursor this function gave. */
export async function listConversations(
  app: AppContext,
  viewer: Viewer,
  { first, after }: { first: number; after: { at: string; id: string } | null },
): Promise<Page<ConversationView>> {
  const { rows } = await app.db.pool.query<ConversationRow>(
    `SELECT ${CONVERSATION_COLUMNS} ${MINE} AND b.left_seq IS NULL
        AND ($2::timestamptz IS NULL OR (c.last_activity_at, c.id) < ($2, $3::uuid))
      ORDER BY c.last_activity_at DESC, c.id DESC LIMIT $4`,
    [viewer.userId, after?.at ?? null, after?.id ?? null, first + 1],
  );
  return toPage(rows.map(toConversationView), { size: first, hasBefore: after !== null });
}

/** The conversation if the viewer is in it now, else null: a stranger cannot tell it from one that is not there (security G6). */
export async function findConversation(app: AppContext, viewer: Pick<Viewer, 'userId'>, id: string): Promise<ConversationView | null> {
  const { rows } = await app.db.pool.query<ConversationRow>(`SELECT ${CONVERSATION_COLUMNS} ${MINE} AND b.left_seq IS NULL AND c.id = $2`, [
    viewer.userId,
    id,
  ]);
  return rows[0] === undefined ? null : toConversationView(rows[0]);
}

/** The conversation; NOT_IN_CONVERSATION for anyone else. */
export async function getConversation(app: AppContext, viewer: Viewer, id: string): Promise<ConversationView> {
  const conversation = await findConversation(app, viewer, id);
  if (conversation === null) throw notInConversation();
  return conversation;
}

/** The conversation as its former member left it; NOT_IN_CONVERSATION for a stranger. */
export async function getFormerConversation(app: AppContext, viewer: Viewer, id: string): Promise<ConversationView> {
  const { rows } = await app.db.pool.query<ConversationRow>(`SELECT ${CONVERSATION_COLUMNS} ${MINE} AND c.id = $2`, [viewer.userId, id]);
  if (rows[0] === undefined) throw notInConversation();
  return toConversationView(rows[0]);
}

/** Two people in the form that names their one direct conversation. */
export const directKeyOf = (userId: string, otherId: string) => [userId, otherId].sort().join(':');

/**
 * The one direct conversation of the viewer and the person, made if there is none yet; with oneself it holds notes (CONV-1). Where there is none:
 * FORBIDDEN for whom the person has blocked, and for a stranger where only contacts may begin one (PEOPLE-2, PEOPLE-3).
 */
export async function startDirect(app: AppContext, viewer: Viewer, userId: string): Promise<ConversationView> {
  const memberIds = [...new Set([viewer.userId, userId])].sort();
  const people = await app.people.load(memberIds);
  if (!people.has(userId)) throw notFound('This person is', 'userId');
  const directKey = directKeyOf(viewer.userId, userId);
  const known = await findByDirectKey(app, directKey);
  if (known !== null) return getConversation(app, viewer, known);

  await app.limits.consume('conversations', viewer.userId);
  const id = randomUUID();
  const events = await inTransaction(app.db.pool, async (tx) => {
    await requireMayStart(tx, { userId: viewer.userId, otherId: userId }, app.config.directPolicy);
    const row = await insertConversation(tx, { id, kind: 'DIRECT', ...NO_SETTINGS, directKey, createdById: viewer.userId });
    if (row === null) return null;
    const change = new ConversationChange(tx, row, people);
    await change.addMembers(memberIds, 'MEMBER');
    return change.finish();
  });
  if (events !== null) {
    publishCreation(app, events);
    if (userId !== viewer.userId) app.presence.met(viewer.userId, userId);
  }
  return getConversation(app, viewer, (await findByDirectKey(app, directKey)) ?? id);
}

/** A group to make. */
export interface NewGroup {
  readonly name: string;
  readonly topic: string | null;
  readonly isPublic: boolean;
  readonly historyVisibility: HistoryVisibility;
  readonly memberIds: readonly string[];
}

/** A group of the viewer (its owner) and the named people (CONV-1). Errors: VALIDATION_ERROR for the name or too many members, NOT_FOUND for an unknown person, FORBIDDEN where one of them blocked the viewer. */
export async function createGroup(app: AppContext, viewer: Viewer, { memberIds, ...settings }: NewGroup): Promise<ConversationView> {
  const { name } = settings;
  const others = [...new Set(memberIds)].filter((id) => id !== viewer.userId);
  if (others.length + 1 > app.config.groupMembersMax) throw tooManyMembers(app, 'input.memberIds');
  const people = await app.people.load([viewer.userId, ...others]);
  if (others.some((id) => !people.has(id))) throw notFound('A person is', 'input.memberIds');

  await app.limits.consume('conversations', viewer.userId);
  const id = randomUUID();
  const events = await inTransaction(app.db.pool, async (tx) => {
    await requireMayAdd(tx, viewer.userId, { otherIds: others, field: 'input.memberIds' });
    const row = await insertConversation(tx, { id, kind: 'GROUP', ...settings, directKey: null, createdById: viewer.userId });
    if (row === null) throw new Error('A new group met itself.');
    const change = new ConversationChange(tx, row, people);
    await change.addMember(viewer.userId, 'OWNER');
    await change.addMembers(others, 'MEMBER');
    await change.say(viewer.userId, { kind: 'GROUP_CREATED', userIds: others, name });
    return change.finish();
  });
  publishCreation(app, events);
  return getConversation(app, viewer, id);
}

/** What the person is in the conversation, read under its lock; null for strangers and former members. */
export async function roleUnderLock({ tx, conversation }: ConversationChange, userId: string): Promise<MemberRole | null> {
  const { rows } = await tx.query<{ role: MemberRole }>(
    'SELECT role FROM members WHERE conversation_id = $1 AND user_id = $2 AND left_seq IS NULL',
    [conversation.id, userId],
  );
  return rows[0]?.role ?? null;
}

/** What the viewer is and may do, read under the conversation's lock. NOT_IN_CONVERSATION for strangers and former members. */
export async function standingUnderLock(
  change: ConversationChange,
  viewer: Viewer,
): Promise<{ role: MemberRole; abilities: ConversationAbilities }> {
  const role = await roleUnderLock(change, viewer.userId);
  if (role === null) throw notInConversation();
  const { kind } = change.conversation;
  return { role, abilities: abilitiesOf({ kind, permissions: change.settings.permissions, role, leftSeq: null }) };
}

/** What the viewer may do, read under the conversation's lock. NOT_IN_CONVERSATION for strangers and former members. */
export async function abilitiesUnderLock(change: ConversationChange, viewer: Viewer): Promise<ConversationAbilities> {
  return (await standingUnderLock(change, viewer)).abilities;
}

/** Says why the writer refused a person's message: NOT_IN_CONVERSATION or FORBIDDEN. Gives nothing when they may send by now. */
export async function explainRefusedSend(app: AppContext, userId: string, conversationId: string): Promise<void> {
  const conversation = await findConversation(app, { userId }, conversationId);
  if (conversation === null) throw notInConversation('input.conversationId');
  const { kind, permissions, viewer: member } = conversation;
  if (!abilitiesOf({ kind, permissions, ...member }).send) throw new AppError('FORBIDDEN', 'You cannot write in this group.');
  await requireUnblocked(app.db.pool, { conversationId, userId });
}

export const tooManyMembers = (app: AppContext, field: string) =>
  invalid(field, `A group has at most ${app.config.groupMembersMax} members.`);

async function findByDirectKey(app: AppContext, directKey: string): Promise<string | null> {
  const { rows } = await app.db.pool.query<{ id: string }>('SELECT id FROM conversations WHERE direct_key = $1', [directKey]);
  return rows[0]?.id ?? null;
}

const NO_SETTINGS = { name: null, topic: null, isPublic: false, historyVisibility: 'ALL' } as const;

interface NewConversation extends Omit<GroupSettings, 'permissions'> {
  readonly id: string;
  readonly kind: 'DIRECT' | 'GROUP';
  readonly directKey: string | null;
  readonly createdById: string;
}

/** Null when a direct conversation of the same pair was made meanwhile. */
async function insertConversation(tx: PoolClient, conversation: NewConversation) {
  const { id, kind, name, topic, isPublic, historyVisibility, directKey, createdById } = conversation;
  const { rows } = await tx.query<LockedRow>(
    `INSERT INTO conversations AS c (id, kind, name, direct_key, created_by_id, topic, is_public, history_visibility)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (direct_key) DO NOTHING RETURNING ${LOCKED_COLUMNS}`,
    [id, kind, name, directKey, createdById, topic, isPublic, historyVisibility],
  );
  return rows[0] ?? null;
}
