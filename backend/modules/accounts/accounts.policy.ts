/** Who may make an account. */
export type RegistrationMode = 'open' | 'invitation' | 'closed';

/** Whether a new account may be made (ID-1). The first one always may: it becomes the owner, who can then open or close the door. */
export function mayRegister(mode: RegistrationMode, { isFirst, isInvited }: { isFirst: boolean; isInvited: boolean }): boolean {
  return isFirst || mode === 'open' || (mode === 'invitation' && isInvited);
}

/** Who makes, sees and ends invitations to this server (ID-1): its owner. What somebody made works while they may. */
export const mayInvitePeople = ({ role }: { readonly role: 'OWNER' | 'MEMBER' }): boolean => role === 'OWNER';

/** Whether an invitation lets anybody in, and if not, why. */
export type InvitationState = 'WORKS' | 'EXPIRED' | 'USED_UP' | 'REVOKED';

interface InvitationFacts {
  readonly isRevoked: boolean;
  readonly isOver: boolean;
  readonly useCount: number;
  /** Null for any number. */
  readonly maxUses: number | null;
  readonly makerRole: 'OWNER' | 'MEMBER';
}

export function invitationStateOf({ isRevoked, isOver, useCount, maxUses, makerRole }: InvitationFacts): InvitationState {
  if (isRevoked || !mayInvitePeople({ role: makerRole })) return 'REVOKED';
  if (isOver) return 'EXPIRED';
  return maxUses !== null && useCount >= maxUses ? 'USED_UP' : 'WORKS';
}

/** A person ends their own sessions and nobody else's (ID-3). */
export function mayEndSession(viewer: { readonly userId: string }, session: { readonly userId: string }): boolean {
  return viewer.userId === session.userId;
}
