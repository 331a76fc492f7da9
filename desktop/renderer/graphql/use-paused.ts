import { useEffect, useState } from 'react';

const PAUSE_MS = 150;

/** The text once nobody has changed it for a moment; an emptied one at once. */
export function usePaused(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === '' ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
