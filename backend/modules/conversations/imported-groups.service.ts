import type { PoolClient } from 'pg';
import type { AppContext } from '../../context.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { ConversationChange, changeConversation, LOCKED_COLUMNS, type LockedRow, publishCreation } from './conversation-change.ts';
import type { MemberRole } from './conversations.policy.ts';

/** A change of a group that happened elsewhere, at this time (RFC 3339). */
export interface ImportedChange {
  readonly conversationId: string;
  readonly at: string;
}

/** Whose memberships may end to make room, the first to go first. */
export type MakeRoom = (memberIds: readonly string[]) => readonly string[];

export interface CurrentMember {
  readonly userId: string;
  readonly role: MemberRole;
}

/** Makes the group with its owner alone in it, unless it is there. The id is the importer's: the same group has the same one. */
export async function ensureImportedGroup(
  app: AppContext,
  { conversationId, at, name, ownerId }: ImportedChange & { name: string; ownerId: string },
): Promise<void> {
  const people = await app.people.load([ownerId]);
  const events = await inTransaction(app.db.pool, async (tx) => {
    const { rows } = await tx.query<LockedRow>(
      `INSERT INTO conversations AS c (id, kind, name, created_by_id) VALUES ($1, 'GROUP', $2, $3)
       ON CONFLICT (id) DO NOTHING RETURNING ${LOCKED_COLUMNS}`,
      [conversationId, name, ownerId],
    );
    const [row] = rows;
    if (row === undefined) return [];
    const change = new ConversationChange(tx, row, people);
    await change.addMember(ownerId, 'OWNER');
    await change.say(ownerId, { kind: 'GROUP_CREATED', userIds: [], name }, at);
    return change.finish();
  });
  publishCreation(app, events);
}

/** Who is in the group now, in the order they joined. */
export async function listCurrentMembers(db: Pick<PoolClient, 'query'>, conversationId: string): Promise<CurrentMember[]> {
  const { rows } = await db.query<CurrentMember>(
    'SELECT user_id AS "userId", role FROM members WHERE conversation_id = $1 AND left_seq IS NULL ORDER BY joined_at, user_id',
    [conversationId],
  );
  return rows;
}

/**
 * Lets people in; who is in already stays as they are. A full group makes room first (CONV-1): its owner removes those that `makeRoom`
 * names. Who still finds no room stays outside. Gives who is in it then.
 */
export async function enterImportedGroup(
  app: AppContext,
  { conversationId, at, userIds, makeRoom }: ImportedChange & { userIds: readonly string[]; makeRoom: MakeRoom },
): Promise<CurrentMember[]> {
  const present = await listCurrentMembers(app.db.pool, conversationId);
  const peopleIds = [...present.map(({ userId }) => userId), ...userIds];
  return changeConversation(app, { conversationId, peopleIds }, async (change) => {
    const members = await listCurrentMembers(change.tx, conversationId);
    const memberIds = new Set(members.map(({ userId }) => userId));
    const newIds = userIds.filter((id) => !memberIds.has(id));
    const excess = members.length + newIds.length - app.config.groupMembersMax;
    const room = await clearRoom(change, { members, at, excess, makeRoom });
    const hasOwner = members.some(({ role }) => role === 'OWNER');
    await letIn(change, { userIds: newIds.slice(0, newIds.length - room.missing), firstRole: hasOwner ? 'MEMBER' : 'OWNER', at });
    return listCurrentMembers(change.tx, conversationId);
  });
}

interface Room {
  readonly members: readonly CurrentMember[];
  readonly at: string;
  readonly excess: number;
  readonly makeRoom: MakeRoom;
}

async function clearRoom(change: ConversationChange, { members, at, excess, makeRoom }: Room): Promise<{ missing: number }> {
  const owner = members.find(({ role }) => role === 'OWNER');
  if (excess <= 0 || owner === undefined) return { missing: 0 };
  const others = members.filter((member) => member !== owner).map(({ userId }) => userId);
  const goingIds = makeRoom(others).slice(0, excess);
  for (const userId of goingIds) await change.endMembership(userId);
  if (goingIds.length > 0) await change.say(owner.userId, { kind: 'MEMBER_REMOVED', userIds: goingIds, name: null }, at);
  return { missing: excess - goingIds.length };
}

/** One person joins; several are let in by the first of them. */
async function letIn(
  change: ConversationChange,
  { userIds, firstRole, at }: { userIds: readonly string[]; firstRole: CurrentMember['role']; at: string },
): Promise<void> {
  const [first, ...others] = userIds;
  if (first === undefined) return;
  await change.addMember(first, firstRole);
  await change.addMembers(others, 'MEMBER');
  await change.say(first, { kind: 'MEMBERS_ADDED', userIds, name: null }, at);
}

/** Ends a membership: the person left, or `byId` removed them. The longest-standing member inherits from an owner. */
export async function leaveImportedGroup(
  app: AppContext,
  { conversationId, at, userId, byId }: ImportedChange & { userId: string; byId: string },
): Promise<void> {
  const present = await listCurrentMembers(app.db.pool, conversationId);
  const peopleIds = [...present.map((member) => member.userId), userId, byId];
  await changeConversation(app, { conversationId, peopleIds }, async (change) => {
    const members = await listCurrentMembers(change.tx, conversationId);
    const leaving = members.find((member) => member.userId === userId);
    if (leaving === undefined) return;
    await change.endMembership(userId);
    const heir = members.find((member) => member !== leaving);
    if (leaving.role === 'OWNER' && heir !== undefined) await change.setRole(heir.userId, 'OWNER');
    const kind = byId === userId ? 'MEMBER_LEFT' : 'MEMBER_REMOVED';
    await change.say(byId, { kind, userIds: [userId], name: null }, at);
  });
}

/** Makes a person of this server its member, and its owner where `mayReplace` the present one. */
export async function handOverImportedGroup(
  app: AppContext,
  { conversationId, userId, mayReplace }: { conversationId: string; userId: string; mayReplace: (ownerId: string) => boolean },
): Promise<void> {
  const present = await listCurrentMembers(app.db.pool, conversationId);
  const peopleIds = [...present.map((member) => member.userId), userId];
  await changeConversation(app, { conversationId, peopleIds }, async (change) => {
    const members = await listCurrentMembers(change.tx, conversationId);
    if (!members.some((member) => member.userId === userId)) {
      await change.addMember(userId, 'MEMBER');
      await change.say(userId, { kind: 'MEMBERS_ADDED', userIds: [userId], name: null });
    }
    const owner = members.find(({ role }) => role === 'OWNER');
    if (owner !== undefined && (owner.userId === userId || !mayReplace(owner.userId))) return;
    if (owner !== undefined) await change.setRole(owner.userId, 'MEMBER');
    await change.setRole(userId, 'OWNER');
  });
}
