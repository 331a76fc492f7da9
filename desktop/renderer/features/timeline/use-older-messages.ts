import { useCallback, useEffect, useState } from 'react';

/** Rows left above the window when the next older page is asked for. */
const rowsAhead = 25;

interface OlderMessages {
  /** The first row on the screen; undefined until the list has its place. */
  firstIndex: number | undefined;
  hasOlder: boolean;
  isLoadingOlder: boolean;
  loadOlder: () => Promise<void>;
}

/** Asks for older pages while one scrolls up to them; after a failure only when told to. */
export function useOlderMessages(older: OlderMessages): { hasFailed: boolean; retry: () => void } {
  const { firstIndex, hasOlder, isLoadingOlder, loadOlder } = older;
  const [hasFailed, setHasFailed] = useState(false);
  const isNear = firstIndex !== undefined && firstIndex < rowsAhead;

  const load = useCallback(() => {
    setHasFailed(false);
    loadOlder().catch(() => setHasFailed(true));
  }, [loadOlder]);

  useEffect(() => {
    if (isNear && hasOlder && !isLoadingOlder && !hasFailed) load();
  }, [isNear, hasOlder, isLoadingOlder, hasFailed, load]);

  return { hasFailed, retry: load };
}
