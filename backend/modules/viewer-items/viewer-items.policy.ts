import type { ViewerItemKind } from './viewer-item.ts';

/** The most items of a kind that one person keeps; the rest is bounded by the conversations they are in. */
export const ITEMS_MAX: Readonly<Partial<Record<ViewerItemKind, number>>> = { FOLDER: 100, SAVED: 5_000, HIDDEN: 20_000 };

/** What the rules look at: whether the item is about a conversation, and the person's membership in that one (null for a stranger). */
export interface ItemStanding {
  readonly isAboutConversation: boolean;
  readonly membership: { readonly leftSeq: number | null } | null;
}

/** A person keeps what they like of a conversation they are in, and of no other. */
export function mayKeep({ isAboutConversation, membership }: ItemStanding): boolean {
  return !isAboutConversation || (membership !== null && membership.leftSeq === null);
}

/** Whether there is room for one more item of the kind. */
export function hasRoom(kind: ViewerItemKind, count: number): boolean {
  return count < (ITEMS_MAX[kind] ?? Number.POSITIVE_INFINITY);
}
