import { useState } from 'react';

interface Unread {
  /** Unread messages when the timeline opened. */
  count: number;
  /** Whether the first of them lies further back than what is loaded. */
  isBeyondLoaded: boolean;
  /** The number from which on messages are unread. */
  fromSeq: number;
  goTo: (seq: number) => void;
}

interface JumpToUnread {
  /** How many wait above; zero when there is no way to offer. */
  count: number;
  jump: () => void;
}

/** The way to the first unread message when more wait than are loaded (MSG-4). */
export function useJumpToUnread({ count, isBeyondLoaded, fromSeq, goTo }: Unread): JumpToUnread {
  const [countAtOpen] = useState(count);
  return { count: isBeyondLoaded ? countAtOpen : 0, jump: () => goTo(fromSeq) };
}
