/** Whether a new account may be made (ID-1). The first one always may: it becomes the owner, who can then open or close the door. */
export function mayRegister(mode: 'open' | 'closed', { isFirst }: { isFirst: boolean }): boolean {
  return isFirst || mode === 'open';
}

/** A person ends their own sessions and nobody else's (ID-3). */
export function mayEndSession(viewer: { readonly userId: string }, session: { readonly userId: string }): boolean {
  return viewer.userId === session.userId;
}
