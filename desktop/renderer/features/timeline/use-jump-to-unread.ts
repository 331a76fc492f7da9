import { useEffect, useRef, useState } from 'react';

interface Unread {
  /** Unread messages when the timeline opened. */
  count: number;
  /** Whether the first of them lies further back than what is loaded. */
  isBeyondLoaded: boolean;
  /** The number from which on messages are unread. */
  fromSeq: number;
  /** It was marked by hand: who opens the conversation wants to go on there. */
  isMarked: boolean;
  goTo: (seq: number) => void;
}

interface JumpToUnread {
  /** How many wait above; zero when there is no way to offer. */
  count: number;
  jump: () => void;
}

/** The way to the first unread message when more wait than are loaded (MSG-4); what was marked unread by hand is opened there. */
export function useJumpToUnread({ count, isBeyondLoaded, fromSeq, isMarked, goTo }: Unread): JumpToUnread {
  const [countAtOpen] = useState(count);
  const atOpen = useRef({ isBeyondLoaded, fromSeq, isMarked, goTo });
  useEffect(() => {
    const { current: open } = atOpen;
    if (open.isMarked && open.isBeyondLoaded) open.goTo(open.fromSeq);
  }, []);
  return { count: isBeyondLoaded ? countAtOpen : 0, jump: () => goTo(fromSeq) };
}
