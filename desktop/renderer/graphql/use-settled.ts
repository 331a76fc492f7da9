import { startTransition, useEffect, useState } from 'react';
import type { Readable } from '../../sync/signal.ts';

const PAUSE_MS = 250;

/** The value as it was when it last rested for a moment: what follows every key elsewhere is shown once, when the writing pauses, and no key waits for it. */
export function useSettled<T>({ subscribe, get }: Readable<T>): T {
  const [settled, setSettled] = useState(get);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => startTransition(() => setSettled(get));
    const stop = subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(take, PAUSE_MS);
    });
    // What changed before anybody listened.
    take();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [subscribe, get]);
  return settled;
}
