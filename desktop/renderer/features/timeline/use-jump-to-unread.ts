import { useEffect, useState } from 'react';

interface Unread {
  /** Unread messages when the timeline opened. */
  count: number;
  /** Whether the first of them lies further back than what is loaded. */
  isBeyondLoaded: boolean;
  /** Where it stands, once loaded. */
  index: number;
  scrollTo: (index: number) => void;
}

interface JumpToUnread {
  /** How many wait above; zero when there is no way to offer. */
  count: number;
  /** Whether older pages are wanted until it is loaded. */
  isUnderWay: boolean;
  jump: () => void;
}

/** The way to the first unread message when many wait: older pages are loaded, then it is scrolled to (MSG-4). */
export function useJumpToUnread({ count, isBeyondLoaded, index, scrollTo }: Unread): JumpToUnread {
  const [isWanted, setIsWanted] = useState(false);
  const [countAtOpen] = useState(count);

  useEffect(() => {
    if (!isWanted || isBeyondLoaded) return;
    setIsWanted(false);
    if (index >= 0) scrollTo(index);
  }, [isWanted, isBeyondLoaded, index, scrollTo]);

  return { count: isBeyondLoaded ? countAtOpen : 0, isUnderWay: isWanted, jump: () => setIsWanted(true) };
}
