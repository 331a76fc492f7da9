import { useCallback, useEffect, useRef, useState } from 'react';
import type { UnreadMark } from '../../graphql/use-opened.ts';

interface UnreadStart {
  /** The sequence after which messages count as new in this visit. */
  unreadStart: number;
  /** Nothing that is here counts as new any more. */
  forgetUnread: () => void;
}

const startOf = (readSeq: number, mark: UnreadMark | undefined): number => (mark ? Math.min(readSeq, mark.fromSeq - 1) : readSeq);

/**
 * From where on messages are new: what was read when the conversation opened, or from where it was marked unread by hand, then what was read
 * when the window was last left. It stays while one reads on, so that the divider does not run away.
 */
export function useUnreadStart(readSeq: number, lastSeq: number, mark: UnreadMark | undefined): UnreadStart {
  const [start, setStart] = useState(() => startOf(readSeq, mark));
  const latest = useRef({ readSeq, lastSeq });
  latest.current = { readSeq, lastSeq };
  const isMarked = useRef(mark !== undefined);

  useEffect(() => {
    isMarked.current = mark !== undefined;
    if (mark !== undefined) setStart(startOf(latest.current.readSeq, mark));
  }, [mark]);

  useEffect(() => {
    const onBlur = () => {
      // What was marked by hand was read before: that it is read says nothing.
      if (!isMarked.current && latest.current.readSeq >= latest.current.lastSeq) setStart(latest.current.lastSeq);
    };
    window.addEventListener('blur', onBlur);
    return () => window.removeEventListener('blur', onBlur);
  }, []);

  return {
    unreadStart: start,
    forgetUnread: useCallback(() => {
      isMarked.current = false;
      setStart(latest.current.lastSeq);
    }, []),
  };
}
