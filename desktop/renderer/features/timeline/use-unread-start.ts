import { useEffect, useRef, useState } from 'react';

/**
 * The sequence after which messages count as new in this visit: what was read when the
 * conversation opened, then what was read when the window was last left. It stays while one
 * reads on, so that the divider does not run away.
 */
export function useUnreadStart(readSeq: number, lastSeq: number): number {
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

  return start;
}
