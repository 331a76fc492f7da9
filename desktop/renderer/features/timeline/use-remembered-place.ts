import { useLayoutEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { rememberPlace } from './remembered-places.ts';

/** Remembers where one is when one leaves, so that the way back leads there. `seqInSight`: the first message in sight; undefined at the end. */
export function useRememberedPlace(seqInSight: () => number | undefined): void {
  const { key } = useLocation();
  const latest = useRef(seqInSight);
  latest.current = seqInSight;
  useLayoutEffect(() => () => rememberPlace(key, latest.current()), [key]);
}
