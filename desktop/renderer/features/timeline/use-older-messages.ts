import { useEffect, useState } from 'react';

interface OlderMessages {
  /** Whether somebody scrolls towards them, or wants to go there. */
  isWanted: boolean;
  hasOlder: boolean;
  loadOlder: () => Promise<void>;
}

/** Loads older pages, one after another, as long as they are wanted; after a failure only when told to. */
export function useOlderMessages({ isWanted, hasOlder, loadOlder }: OlderMessages): { hasFailed: boolean; retry: () => void } {
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');
  const isDue = isWanted && hasOlder && state === 'idle';

  useEffect(() => {
    if (!isDue) return;
    setState('loading');
    loadOlder().then(
      () => setState('idle'),
      () => setState('failed'),
    );
  }, [isDue, loadOlder]);

  return { hasFailed: state === 'failed', retry: () => setState('idle') };
}
