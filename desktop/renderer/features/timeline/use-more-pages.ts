import { useEffect, useState } from 'react';

interface MorePages {
  /** Whether somebody scrolls towards them. */
  isWanted: boolean;
  hasMore: boolean;
  loadMore: () => Promise<void>;
}

/** Loads pages at one end of a timeline, one after another, as long as they are wanted; after a failure only when told to. */
export function useMorePages({ isWanted, hasMore, loadMore }: MorePages): { hasFailed: boolean; retry: () => void } {
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');
  const isDue = isWanted && hasMore && state === 'idle';

  useEffect(() => {
    if (!isDue) return;
    setState('loading');
    loadMore().then(
      () => setState('idle'),
      () => setState('failed'),
    );
  }, [isDue, loadMore]);

  return { hasFailed: state === 'failed', retry: () => setState('idle') };
}
