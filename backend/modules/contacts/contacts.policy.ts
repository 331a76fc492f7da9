/** What the other one is to a person in their list of contacts (PEOPLE-2). */
export type ContactState = 'REQUESTED' | 'RECEIVED' | 'ACCEPTED';

/** Who may begin a direct conversation with whom: a setting. */
export type DirectPolicy = 'everyone' | 'contacts';

/** What the rules look at: how one person stands to another. */
export interface PeopleStanding {
  readonly isSelf: boolean;
  /** Whether the other one has blocked the person. */
  readonly isBlocked: boolean;
  /** Whether the person has blocked the other one. */
  readonly isBlocking: boolean;
  readonly areContacts: boolean;
}

/** Why something is refused; who is blocked is told nothing else than who is a stranger where only contacts may (PEOPLE-3). */
export type PeopleRefusal = 'oneself' | 'blocking' | 'not reachable';

/** A blocked person begins no conversation with who blocked them, and nobody with a stranger where only contacts may. Notes are everybody's. */
export function startRefusal({ isSelf, isBlocked, areContacts }: PeopleStanding, policy: DirectPolicy): PeopleRefusal | null {
  if (isSelf) return null;
  return isBlocked || (policy === 'contacts' && !areContacts) ? 'not reachable' : null;
}

/** A blocked person adds who blocked them to no group. */
export const mayAddToGroup = ({ isSelf, isBlocked }: PeopleStanding): boolean => isSelf || !isBlocked;

/** Nobody asks themselves, who blocked them, or whom they blocked. */
export function requestRefusal({ isSelf, isBlocked, isBlocking }: PeopleStanding): PeopleRefusal | null {
  if (isSelf) return 'oneself';
  if (isBlocking) return 'blocking';
  return isBlocked ? 'not reachable' : null;
}

/** What becomes of both lists when the person asks: somebody who has asked already is answered. */
export function afterRequest(state: ContactState | null): { readonly own: ContactState; readonly theirs: ContactState } {
  return state === 'RECEIVED' || state === 'ACCEPTED' ? { own: 'ACCEPTED', theirs: 'ACCEPTED' } : { own: 'REQUESTED', theirs: 'RECEIVED' };
}

/** Only who was asked can accept or decline. */
export const canAnswer = (state: ContactState | null): boolean => state === 'RECEIVED';

/** The most people that one person asked, or blocked. */
export const LISTED_MAX = { CONTACT: 5_000, BLOCK: 1_000 } as const;
