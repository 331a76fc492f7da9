import { useEffect, useState } from 'react';

function untilMidnightMs(now: Date): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime();
}

/** The present day as some time in it; a new one when midnight passes, so that 'today' stays true. */
export function useToday(): Date {
  const [today, setToday] = useState(() => new Date());
  useEffect(() => {
    const timer = setTimeout(() => setToday(new Date()), untilMidnightMs(today));
    return () => clearTimeout(timer);
  }, [today]);
  return today;
}
