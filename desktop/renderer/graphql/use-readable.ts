import { useSyncExternalStore } from 'react';
import type { Readable } from '../../sync/signal.ts';

/** The value now, and again after every change. */
export function useReadable<T>({ subscribe, get }: Readable<T>): T {
  return useSyncExternalStore(subscribe, get);
}
