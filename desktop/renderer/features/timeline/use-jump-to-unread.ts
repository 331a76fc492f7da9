import { useEffect, useState } from 'react';

interface Unread {
  /** Unread messages when the timeline opened. */
  count: number;
  /** Whether the first of them lies further back than what is loaded. */
  isBeyondLoaded: boolean;
  /** Where it stands once loaded. */
  index: number;
  isLoadingOlder: boolean;
  loadOlder: () => Promise<void>;
  scrollTo: (index: number) => void;
}

/**
 * The way to the first unread message when many wait: older pages are loaded until it is there,
 * then it is scrolled to (MSG-4). `count` is zero when there is no way to offer.
 */
export function useJumpToUnread(unread: Unread): { count: number; jump: () => void } {
  const { count, isBeyondLoaded, index, isLoadingOlder, loadOlder, scrollTo } = unread;
  const [isWanted, setIsWanted] = useState(false);
  const [countAtOpen] = useState(count);

  useEffect(() => {
    if (!isWanted || isLoadingOlder) return;
    if (isBeyondLoaded) {
      loadOlder().catch(() => setIsWanted(false));
    } else {
      setIsWanted(false);
      if (index >= 0) scrollTo(index);
    }
  }, [isWanted, isLoadingOlder, isBeyondLoaded, index, loadOlder, scrollTo]);

  return { count: isBeyondLoaded ? countAtOpen : 0, jump: () => setIsWanted(true) };
}
