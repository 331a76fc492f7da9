import { useCallback, useEffect, useRef, useState } from 'react';

interface UnreadStart {
  /** The sequence after which messages count as new in this visit. */
  unreadStart: number;
  /** Nothing that is here counts as new any more. */
  forgetUnread: () => void;
}

/**
 * From where on messages are new: what was read when the conversation opened, then what was read
 * when the window was last left. It stays while one reads on, so that the divider does not run away.
 */
export function useUnreadStart(readSeq: number, lastSeq: number): UnreadStart {
  const [start, setStart] = useState(readSeq);
  const latest = useRef({ readSeq, lastSeq });
  latest.current = { readSeq, lastSeq };

  useEffect(() => {
    const onBlur = () => {
      if (latest.current.readSeq >= latest.current.lastSeq) setStart(latest.current.lastSeq);
    };
    window.addEventListener('blur', onBlur);
    return () => window.removeEventListener('blur', onBlur);
  }, []);

  return { unreadStart: start, forgetUnread: useCallback(() => setStart(latest.current.lastSeq), []) };
}
