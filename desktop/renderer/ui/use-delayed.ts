import { useEffect, useState } from 'react';

/** True once `isActive` has held for `delayMs`; keeps short waits from flashing a skeleton. */
export function useDelayed(isActive: boolean, delayMs = 150): boolean {
  const [hasElapsed, setHasElapsed] = useState(false);
  useEffect(() => {
    if (!isActive) return;
    const timer = setTimeout(() => setHasElapsed(true), delayMs);
    return () => {
      clearTimeout(timer);
      setHasElapsed(false);
    };
  }, [isActive, delayMs]);
  return isActive && hasElapsed;
}
