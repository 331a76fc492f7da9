export type MemberRole = 'OWNER' | 'ADMIN' | 'MEMBER';

/** Who of a group may do something: its owner alone, its admins too, or every member. */
export type PermissionLevel = 'OWNER' | 'ADMINS' | 'MEMBERS';

/** What the owner of a group leaves to whom (CONV-2). */
export interface GroupPermissions {
  readonly post: PermissionLevel;
  /** Adding people, and making links by which people join. */
  readonly invite: PermissionLevel;
  readonly pin: PermissionLevel;
  /** Its name and topic. */
  readonly edit: PermissionLevel;
}

export const DEFAULT_PERMISSIONS: GroupPermissions = { post: 'MEMBERS', invite: 'ADMINS', pin: 'ADMINS', edit: 'ADMINS' };

/** What the rules look at: the conversation, and the person's membership in it. */
export interface Standing {
  readonly kind: 'DIRECT' | 'GROUP';
  readonly permissions: GroupPermissions;
  readonly role: MemberRole;
  readonly leftSeq: number | null;
}

/** What a person may do in a conversation now. */
export interface ConversationAbilities {
  readonly send: boolean;
  readonly pin: boolean;
  readonly leave: boolean;
  readonly addMembers: boolean;
  /** Make links by which people join. */
  readonly invite: boolean;
  /** Those whom `mayRemove` names. */
  readonly removeMembers: boolean;
  readonly rename: boolean;
  readonly editTopic: boolean;
  /** Make members admins, and admins members. */
  readonly promote: boolean;
  readonly transfer: boolean;
  /** Decide who may do what, and what new members see. */
  readonly setPermissions: boolean;
  readonly makePublic: boolean;
}

const NOTHING: ConversationAbilities = {
  send: false,
  pin: false,
  leave: false,
  addMembers: false,
  invite: false,
  removeMembers: false,
  rename: false,
  editTopic: false,
  promote: false,
  transfer: false,
  setPermissions: false,
  makePublic: false,
};

/** Whether a role is enough for a level. The same as `append_messages` asks of who posts. */
const isEnough = (role: MemberRole, level: PermissionLevel): boolean =>
  level === 'MEMBERS' || role === 'OWNER' || (level === 'ADMINS' && role === 'ADMIN');

/**
 * In a direct conversation both write and pin, and nobody can leave it. In a group the permissions say who posts, invites, pins and edits;
 * admins remove members; the owner alone gives roles and decides on permissions and on who can find it.
 */
export function abilitiesOf({ kind, permissions, role, leftSeq }: Standing): ConversationAbilities {
  if (leftSeq !== null) return NOTHING;
  if (kind === 'DIRECT') return { ...NOTHING, send: true, pin: true };
  const isOwner = role === 'OWNER';
  const canInvite = isEnough(role, permissions.invite);
  const canEdit = isEnough(role, permissions.edit);
  return {
    send: isEnough(role, permissions.post),
    pin: isEnough(role, permissions.pin),
    leave: true,
    addMembers: canInvite,
    invite: canInvite,
    removeMembers: isEnough(role, 'ADMINS'),
    rename: canEdit,
    editTopic: canEdit,
    promote: isOwner,
    transfer: isOwner,
    setPermissions: isOwner,
    makePublic: isOwner,
  };
}

/** Whether who may remove members may remove one with this role: the owner everybody, an admin those who are neither. */
export const mayRemove = (role: MemberRole, targetRole: MemberRole): boolean =>
  role === 'OWNER' || (role === 'ADMIN' && targetRole === 'MEMBER');
