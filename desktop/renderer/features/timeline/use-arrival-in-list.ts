import type { ReactVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { indexOfSeq } from './row-shape.ts';
import type { Arrival } from './use-arrival.ts';

/** How long the message that one came to see is lit up; the style takes as long. */
const targetShownMs = 2_000;
/** Frames without a movement after which the list stands where it was sent: rows are measured as they come into sight, and shift it. */
const stillFrames = 3;
const maxFrames = 120;

interface ArrivalInList {
  virtualizer: ReactVirtualizer<HTMLDivElement, HTMLDivElement>;
  scroller: RefObject<HTMLDivElement | null>;
  arrival: Arrival | undefined;
  messages: readonly TimelineMessage[];
}

interface Arrived {
  /** The message that one came to see, for a moment. */
  targetSeq: number | undefined;
  /** Whether the list stands still where it was sent. */
  hasArrived: boolean;
}

/** Brings the place into sight that one goes to, and puts the focus on the message that one came to see, so that it is read out (WEB-2). */
export function useArrivalInList({ virtualizer, scroller, arrival, messages }: ArrivalInList): Arrived {
  const [targetSeq, setTargetSeq] = useState<number>();
  const [arrived, setArrived] = useState<Arrival>();
  const rows = useRef(messages);
  rows.current = messages;

  useLayoutEffect(() => {
    if (arrival === undefined) return;
    const index = arrival.seq === null ? -1 : indexOfSeq(rows.current, arrival.seq);
    if (index < 0) virtualizer.scrollToEnd();
    else virtualizer.scrollToIndex(index, { align: arrival.align });
    const seq = arrival.isTarget && arrival.seq !== null ? arrival.seq : undefined;
    setTargetSeq(seq);
    return onceStill(scroller, seq !== undefined, () => {
      setArrived(arrival);
      if (seq !== undefined) focusOnTarget(scroller.current);
    });
  }, [arrival, virtualizer, scroller]);

  useEffect(() => {
    if (targetSeq === undefined) return;
    const timer = setTimeout(() => setTargetSeq(undefined), targetShownMs);
    return () => clearTimeout(timer);
  }, [targetSeq]);
  return { targetSeq, hasArrived: arrived === arrival };
}

/** Calls back when nothing moves any more, and the target, if there is one, is drawn. Gives the function that gives up. */
function onceStill(scroller: RefObject<HTMLElement | null>, hasTarget: boolean, done: () => void): () => void {
  let [still, frames, last] = [0, 0, Number.NaN];
  let request = requestAnimationFrame(function look() {
    const top = scroller.current?.scrollTop ?? 0;
    still = top === last ? still + 1 : 0;
    last = top;
    frames += 1;
    const isDrawn = !hasTarget || targetIn(scroller.current) !== null;
    if ((still >= stillFrames && isDrawn) || frames >= maxFrames) done();
    else request = requestAnimationFrame(look);
  });
  return () => cancelAnimationFrame(request);
}

/** The message; above the first one of a day, the day is a row of its own. */
const targetIn = (scroller: HTMLElement | null): HTMLElement | null =>
  scroller?.querySelector<HTMLElement>('[data-target] article') ?? scroller?.querySelector<HTMLElement>('[data-target] [data-row]') ?? null;

function focusOnTarget(scroller: HTMLElement | null): void {
  const target = targetIn(scroller);
  if (target === null) return;
  if (!target.hasAttribute('tabindex')) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}
