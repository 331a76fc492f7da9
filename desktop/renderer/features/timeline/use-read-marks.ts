import { useCallback, useEffect, useRef } from 'react';

const dwellMs = 1_000;

interface ReadMarks {
  /** The highest sequence that is at least half visible now; undefined when none is. */
  visibleSeq: () => number | undefined;
  /** Already read when the timeline opened. */
  readSeq: number;
  onRead: (seq: number) => void;
}

/**
 * Reports what has been visible for one second in a focused window (RECEIPT-2).
 * Gives the function to call whenever what is visible may have changed.
 */
export function useReadMarks({ visibleSeq, readSeq, onRead }: ReadMarks): () => void {
  const reported = useRef(readSeq);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ visibleSeq, onRead });
  latest.current = { visibleSeq, onRead };
  reported.current = Math.max(reported.current, readSeq);

  const stop = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
  }, []);

  const observe = useCallback(() => {
    const candidate = document.hasFocus() ? latest.current.visibleSeq() : undefined;
    if (candidate === undefined || candidate <= reported.current || timer.current) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      const isStillSeen = document.hasFocus() && (latest.current.visibleSeq() ?? 0) >= candidate;
      if (isStillSeen && candidate > reported.current) {
        reported.current = candidate;
        latest.current.onRead(candidate);
      }
      observe();
    }, dwellMs);
  }, []);

  useEffect(() => {
    observe();
    window.addEventListener('focus', observe);
    window.addEventListener('blur', stop);
    return () => {
      window.removeEventListener('focus', observe);
      window.removeEventListener('blur', stop);
      stop();
    };
  }, [observe, stop]);

  return observe;
}
