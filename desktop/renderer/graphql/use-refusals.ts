import { useEffect, useRef } from 'react';
import type { OwnOperation } from '../../sync/operation.ts';
import type { Refusal } from '../../sync/records.ts';
import { useSync } from './client-context.ts';

/** What the viewer set or did for themselves, and why it was not kept. */
export interface RefusedDeed {
  readonly kind: OwnOperation['type'];
  /** Whom it was about, where it was about a person. */
  readonly name: string | null;
  readonly refusal: Refusal;
}

/** Calls back with each thing that the server refused: what is shown of it was taken back. */
export function useRefusals(onRefused: (deed: RefusedDeed) => void): void {
  const { viewerItems } = useSync();
  const latest = useRef(onRefused);
  latest.current = onRefused;
  useEffect(
    () =>
      viewerItems.onRefused((operation, refusal) => {
        latest.current({ kind: operation.type, name: operation.type === 'person' ? operation.displayName : null, refusal });
      }),
    [viewerItems],
  );
}
