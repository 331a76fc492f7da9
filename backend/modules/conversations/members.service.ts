import type { PoolClient } from 'pg';
import { type ChangeSpan, SPANS, spanValues } from '../../change-span.ts';
import type { AppContext, Viewer } from '../../context.ts';
import { AppError, invalid, notFound } from '../../errors.ts';
import { type Page, toPage } from '../../page.ts';
import { requireMayAdd } from '../contacts/standing.service.ts';
import type { ConversationView } from './conversation.ts';
import { type ConversationChange, changeConversation } from './conversation-change.ts';
import { mayRemove } from './conversations.policy.ts';
import {
  abilitiesUnderLock,
  getConversation,
  getFormerConversation,
  roleUnderLock,
  standingUnderLock,
  tooManyMembers,
} from './conversations.service.ts';
import { MEMBER_COLUMNS, type MemberRow, type MemberView, toMemberView } from './member.ts';

/** A conversation's members in the order they joined. A former member sees only their own membership. */
export async function listMembers(
  app: AppContext,
  conversation: ConversationView,
  { first, after }: { first: number; after: { at: string; id: string } | null },
): Promise<Page<MemberView>> {
  if (conversation.viewer.leftSeq !== null) {
    return toPage(await toMemberViews(app, [conversation.viewer.row]), { size: first, hasBefore: after !== null });
  }
  const { rows } = await app.db.pool.query<MemberRow>(
    `SELECT ${MEMBER_COLUMNS} FROM members b WHERE b.conversation_id = $1 AND b.left_seq IS NULL
        AND ($2::timestamptz IS NULL OR (b.joined_at, b.user_id) > ($2, $3::uuid))
      ORDER BY b.joined_at, b.user_id LIMIT $4`,
    [conversation.id, after?.at ?? null, after?.id ?? null, first + 1],
  );
  return toPage(await toMemberViews(app, rows), { size: first, hasBefore: after !== null });
}

/** The first members of many conversations in one statement; all of them must be the viewer's own. */
export async function listFirstMembers(
  app: AppContext,
  conversations: readonly ConversationView[],
  size: number,
): Promise<Page<MemberView>[]> {
  const open = conversations.filter(({ viewer }) => viewer.leftSeq === null).map(({ id }) => id);
  const { rows } = await app.db.pool.query<MemberRow>(
    `SELECT ${MEMBER_COLUMNS} FROM unnest($1::uuid[]) WITH ORDINALITY AS c (id, ord)
       CROSS JOIN LATERAL (SELECT * FROM members m WHERE m.conversation_id = c.id AND m.left_seq IS NULL
                            ORDER BY m.joined_at, m.user_id LIMIT $2) b
      ORDER BY c.ord, b.joined_at, b.user_id`,
    [open, size + 1],
  );
  const ended = conversations.flatMap(({ viewer }) => (viewer.leftSeq === null ? [] : [viewer.row]));
  const byConversation = Map.groupBy(await toMemberViews(app, [...rows, ...ended]), (member) => member.conversationId);
  return conversations.map(({ id }) => toPage(byConversation.get(id) ?? [], { size, hasBefore: false }));
}

/** Memberships, ended ones too, whose last change lies in the spans, in the order of the spans and then of that number, at most `limit` in all. */
export async function listChangedMembers(app: AppContext, spans: readonly ChangeSpan[], limit: number): Promise<MemberView[]> {
  const { rows } = await app.db.pool.query<MemberRow>({
    name: 'changed_members',
    text: `SELECT ${MEMBER_COLUMNS} FROM ${SPANS}
       CROSS JOIN LATERAL (SELECT * FROM members n WHERE n.conversation_id = s.conversation_id
                              AND n.change_seq > s.since AND n.change_seq <= s.up_to ORDER BY n.change_seq LIMIT $5) b
      ORDER BY s.ord, b.change_seq LIMIT $5`,
    values: [...spanValues(spans), limit],
  });
  return toMemberViews(app, rows);
}

export async function toMemberViews(app: AppContext, rows: readonly MemberRow[]): Promise<MemberView[]> {
  const people = await app.people.load(rows.map((row) => row.user_id));
  return rows.flatMap((row) => {
    const user = people.get(row.user_id);
    return user === undefined ? [] : [toMemberView(row, () => user)];
  });
}

/**
 * Adds people to a group; those who are in it already stay as they are. FORBIDDEN for those whom the permission `invite` leaves out,
 * and for whom one of the people has blocked (PEOPLE-3); NOT_FOUND for unknown people.
 */
export async function addMembers(
  app: AppContext,
  viewer: Viewer,
  { conversationId, userIds }: { conversationId: string; userIds: readonly string[] },
): Promise<ConversationView> {
  if (userIds.length === 0) throw invalid('userIds', 'Name at least one person.');
  if (userIds.length > app.config.groupMembersMax) throw tooManyMembers(app, 'userIds');
  const peopleIds = [...new Set([viewer.userId, ...userIds])];
  const known = await app.people.load(peopleIds);
  await changeConversation(app, { conversationId, peopleIds }, async (change) => {
    const abilities = await abilitiesUnderLock(change, viewer);
    if (!abilities.addMembers) throw new AppError('FORBIDDEN', 'You cannot add people to this group.');
    if (peopleIds.some((id) => !known.has(id))) throw notFound('A person is', 'userIds');
    const present = new Set(await currentMemberIds(change.tx, conversationId));
    const added = peopleIds.filter((id) => !present.has(id));
    if (present.size + added.length > app.config.groupMembersMax) throw tooManyMembers(app, 'userIds');
    if (added.length === 0) return;
    await requireMayAdd(change.tx, viewer.userId, { otherIds: added, field: 'userIds' });
    await change.addMembers(added, 'MEMBER');
    await change.say(viewer.userId, { kind: 'MEMBERS_ADDED', userIds: added, name: null });
  });
  return getConversation(app, viewer, conversationId);
}

/** Lets the viewer, who is not in it, into a group by themselves: into a public one, or by a link. VALIDATION_ERROR when it is full. */
export async function admit(app: AppContext, change: ConversationChange, { userId }: Viewer): Promise<void> {
  const present = await currentMemberIds(change.tx, change.conversation.id);
  if (present.length >= app.config.groupMembersMax) throw tooManyMembers(app, 'conversationId');
  await change.addMember(userId, 'MEMBER');
  await change.say(userId, { kind: 'MEMBER_JOINED', userIds: [userId], name: null });
}

/**
 * Removes a person from a group; removing oneself is leaving. FORBIDDEN for members, and for an admin who names another admin or the owner;
 * NOT_FOUND for someone who is not in it.
 */
export async function removeMember(
  app: AppContext,
  viewer: Viewer,
  { conversationId, userId }: { conversationId: string; userId: string },
): Promise<ConversationView> {
  if (userId === viewer.userId) return leaveConversation(app, viewer, conversationId);
  await changeConversation(app, { conversationId, peopleIds: [viewer.userId, userId] }, async (change) => {
    const { role, abilities } = await standingUnderLock(change, viewer);
    if (!abilities.removeMembers) throw new AppError('FORBIDDEN', 'You cannot remove people from this group.');
    const targetRole = await roleUnderLock(change, userId);
    if (targetRole === null) throw notFound('This member is', 'userId');
    if (!mayRemove(role, targetRole)) throw new AppError('FORBIDDEN', 'Only the owner of a group can remove its admins.');
    await change.endMembership(userId);
    await change.say(viewer.userId, { kind: 'MEMBER_REMOVED', userIds: [userId], name: null });
  });
  return getConversation(app, viewer, conversationId);
}

/**
 * Ends the viewer's own membership of a group; gives it as the viewer left it. When its owner leaves, the admin who has been there longest
 * becomes the owner; without admins, the member. FORBIDDEN for a direct conversation.
 */
export async function leaveConversation(app: AppContext, viewer: Viewer, conversationId: string): Promise<ConversationView> {
  await changeConversation(app, { conversationId, peopleIds: [viewer.userId] }, async (change) => {
    const { role, abilities } = await standingUnderLock(change, viewer);
    if (!abilities.leave) throw new AppError('FORBIDDEN', 'A direct conversation cannot be left.');
    await change.endMembership(viewer.userId);
    const heirId = role === 'OWNER' ? await findHeir(change) : null;
    if (heirId !== null) {
      await change.meet(app.people, [heirId]);
      await change.setRole(heirId, 'OWNER');
    }
    await change.say(viewer.userId, { kind: 'MEMBER_LEFT', userIds: [viewer.userId], name: null });
    if (heirId !== null) await change.say(viewer.userId, { kind: 'OWNER_CHANGED', userIds: [heirId], name: null });
  });
  return getFormerConversation(app, viewer, conversationId);
}

/** Who becomes the owner of a group that lost its own; null when nobody is left. */
async function findHeir({ tx, conversation }: ConversationChange): Promise<string | null> {
  const { rows } = await tx.query<{ user_id: string }>(
    `SELECT user_id FROM members WHERE conversation_id = $1 AND left_seq IS NULL ORDER BY role <> 'ADMIN', joined_at, user_id LIMIT 1`,
    [conversation.id],
  );
  return rows[0]?.user_id ?? null;
}

/** In the order they joined. */
async function currentMemberIds(db: Pick<PoolClient, 'query'>, conversationId: string): Promise<string[]> {
  const { rows } = await db.query<{ user_id: string }>(
    'SELECT user_id FROM members WHERE conversation_id = $1 AND left_seq IS NULL ORDER BY joined_at, user_id',
    [conversationId],
  );
  return rows.map((row) => row.user_id);
}
