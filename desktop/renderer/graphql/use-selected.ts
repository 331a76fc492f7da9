import { useSyncExternalStore } from 'react';
import type { Readable } from '../../sync/signal.ts';

/** A part of the value; what uses it is not disturbed by changes of the rest. `select` gives the same for the same. */
export function useSelected<T, Part>({ subscribe, get }: Readable<T>, select: (value: T) => Part): Part {
  return useSyncExternalStore(subscribe, () => select(get()));
}
