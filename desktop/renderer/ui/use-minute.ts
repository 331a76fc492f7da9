import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;

/** The time now, a new one every minute, so that '5 minutes ago' stays true. */
export function useMinute(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
