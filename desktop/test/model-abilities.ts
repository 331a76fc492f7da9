import type { Abilities, ConversationKind, GroupPermissions, MemberRole, PermissionLevel } from '../sync/records.ts';

export const DEFAULT_PERMISSIONS: GroupPermissions = { post: 'MEMBERS', invite: 'ADMINS', pin: 'ADMINS', edit: 'ADMINS' };

const isEnough = (role: MemberRole, level: PermissionLevel): boolean =>
  level === 'MEMBERS' || role === 'OWNER' || (level === 'ADMINS' && role === 'ADMIN');

/** What a member may do, in the simplest form. */
export function abilitiesOf(kind: ConversationKind, role: MemberRole, permissions: GroupPermissions): Abilities {
  const isGroup = kind === 'GROUP';
  const may = (level: PermissionLevel) => isGroup && isEnough(role, level);
  return {
    send: !isGroup || may(permissions.post),
    pin: !isGroup || may(permissions.pin),
    leave: isGroup,
    addMembers: may(permissions.invite),
    invite: may(permissions.invite),
    removeMembers: may('ADMINS'),
    rename: may(permissions.edit),
    editTopic: may(permissions.edit),
    promote: may('OWNER'),
    transfer: may('OWNER'),
    setPermissions: may('OWNER'),
    makePublic: may('OWNER'),
  };
}
