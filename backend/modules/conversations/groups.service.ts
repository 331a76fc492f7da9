import type { AppContext, Viewer } from '../../context.ts';
import { AppError, invalid, notFound, notInConversation } from '../../errors.ts';
import { type Page, toPage } from '../../page.ts';
import type { ConversationView } from './conversation.ts';
import { type ConversationChange, changeConversation } from './conversation-change.ts';
import type { ConversationAbilities, GroupPermissions } from './conversations.policy.ts';
import { abilitiesUnderLock, getConversation, roleUnderLock } from './conversations.service.ts';
import type { GroupSettings } from './group-settings.ts';
import { admit } from './members.service.ts';

/** What of a group is to change; what is absent stays. */
export interface GroupUpdate extends Partial<Omit<GroupSettings, 'permissions'>> {
  readonly permissions?: Partial<GroupPermissions>;
}

type Field = keyof GroupUpdate;

const ABILITY_FOR: Readonly<Record<Field, keyof ConversationAbilities>> = {
  name: 'rename',
  topic: 'editTopic',
  isPublic: 'makePublic',
  historyVisibility: 'setPermissions',
  permissions: 'setPermissions',
};

const fieldsOf = (update: GroupUpdate): Field[] => (Object.keys(ABILITY_FOR) as Field[]).filter((field) => update[field] !== undefined);

/**
 * Changes what a group is called and how it is set up (CONV-2, CONV-5): one number for all of it, and one for each system message. FORBIDDEN
 * where the viewer may not change one of the parts that are named; then nothing changes.
 */
export async function updateGroup(
  app: AppContext,
  viewer: Viewer,
  { conversationId, update }: { conversationId: string; update: GroupUpdate },
): Promise<ConversationView> {
  await changeConversation(app, { conversationId, peopleIds: [viewer.userId] }, async (change) => {
    const abilities = await abilitiesUnderLock(change, viewer);
    const isAllowed = fieldsOf(update).every((field) => abilities[ABILITY_FOR[field]]);
    if (!isAllowed) throw new AppError('FORBIDDEN', 'You cannot change this of the group.');
    await applyUpdate(change, viewer, update);
  });
  return getConversation(app, viewer, conversationId);
}

async function applyUpdate(change: ConversationChange, viewer: Viewer, update: GroupUpdate): Promise<void> {
  const before = change.settings;
  const after: GroupSettings = { ...before, ...update, permissions: { ...before.permissions, ...update.permissions } };
  const isOther = (field: Field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]);
  if (!fieldsOf(update).some(isOther)) return;
  await change.changeSettings(after);
  const { userId } = viewer;
  if (isOther('name')) await change.say(userId, { kind: 'GROUP_RENAMED', userIds: [], name: after.name });
  if (isOther('topic')) await change.say(userId, { kind: 'TOPIC_CHANGED', userIds: [], name: after.topic });
  if (isOther('isPublic')) {
    await change.say(userId, { kind: 'VISIBILITY_CHANGED', userIds: [], name: after.isPublic ? 'PUBLIC' : 'PRIVATE' });
  }
  if (isOther('permissions') || isOther('historyVisibility')) {
    await change.say(userId, { kind: 'PERMISSIONS_CHANGED', userIds: [], name: null });
  }
}

/** Makes a member an admin, or an admin a member. FORBIDDEN for all but the owner; NOT_FOUND for someone who is not in the group. */
export async function setMemberRole(
  app: AppContext,
  viewer: Viewer,
  { conversationId, userId, role }: { conversationId: string; userId: string; role: 'ADMIN' | 'MEMBER' },
): Promise<ConversationView> {
  await changeConversation(app, { conversationId, peopleIds: [viewer.userId, userId] }, async (change) => {
    const abilities = await abilitiesUnderLock(change, viewer);
    if (!abilities.promote) throw new AppError('FORBIDDEN', 'Only the owner of a group gives roles.');
    const present = await roleUnderLock(change, userId);
    if (present === null) throw notFound('This member is', 'input.userId');
    if (present === 'OWNER') throw invalid('input.userId', 'The owner becomes something else by handing the group over.');
    if (present === role) return;
    await change.setRole(userId, role);
    await change.say(viewer.userId, { kind: 'ROLE_CHANGED', userIds: [userId], name: role });
  });
  return getConversation(app, viewer, conversationId);
}

/** Makes a member the owner of the group and its owner an admin. FORBIDDEN for all but the owner; NOT_FOUND for someone who is not in it. */
export async function transferOwnership(
  app: AppContext,
  viewer: Viewer,
  { conversationId, userId }: { conversationId: string; userId: string },
): Promise<ConversationView> {
  await changeConversation(app, { conversationId, peopleIds: [viewer.userId, userId] }, async (change) => {
    const abilities = await abilitiesUnderLock(change, viewer);
    if (!abilities.transfer) throw new AppError('FORBIDDEN', 'Only the owner of a group can hand it over.');
    const present = await roleUnderLock(change, userId);
    if (present === null) throw notFound('This member is', 'userId');
    if (present === 'OWNER') return;
    await change.setRole(viewer.userId, 'ADMIN');
    await change.setRole(userId, 'OWNER');
    await change.say(viewer.userId, { kind: 'OWNER_CHANGED', userIds: [userId], name: null });
  });
  return getConversation(app, viewer, conversationId);
}

/** A public group as everybody may find it. */
export interface PublicGroupView {
  readonly id: string;
  readonly name: string;
  readonly topic: string | null;
  readonly memberCount: number;
  /** Whether the viewer is in it. */
  readonly isMember: boolean;
  /** What the list is ordered by, before the id. */
  readonly sortName: string;
}

/** Public groups whose name or topic holds the text, in the order of their names (CONV-1). `after`: the place this function gave. */
export async function listPublicGroups(
  app: AppContext,
  viewer: Viewer,
  { search, first, after }: { search: string; first: number; after: { name: string; id: string } | null },
): Promise<Page<PublicGroupView>> {
  const { rows } = await app.db.pool.query<PublicGroupView>(
    `SELECT c.id, c.name, c.topic, lower(c.name) AS "sortName",
            (SELECT count(*) FROM members o WHERE o.conversation_id = c.id AND o.left_seq IS NULL) AS "memberCount",
            EXISTS (SELECT 1 FROM members b WHERE b.conversation_id = c.id AND b.user_id = $1 AND b.left_seq IS NULL) AS "isMember"
       FROM conversations c
      WHERE c.is_public AND (c.name ILIKE $2 OR c.topic ILIKE $2)
        AND ($3::text IS NULL OR (lower(c.name), c.id) > ($3, $4::uuid))
      ORDER BY lower(c.name), c.id LIMIT $5`,
    [viewer.userId, `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`, after?.name ?? null, after?.id ?? null, first + 1],
  );
  return toPage(rows, { size: first, hasBefore: after !== null });
}

/** Makes the viewer a member of a public group; who is in it stays so. A private group answers like none: NOT_IN_CONVERSATION. */
export async function joinGroup(app: AppContext, viewer: Viewer, conversationId: string): Promise<ConversationView> {
  await changeConversation(app, { conversationId, peopleIds: [viewer.userId] }, async (change) => {
    if ((await roleUnderLock(change, viewer.userId)) !== null) return;
    if (!change.settings.isPublic) throw notInConversation();
    await admit(app, change, viewer);
  });
  return getConversation(app, viewer, conversationId);
}
