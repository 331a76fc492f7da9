import { measureElement, type ReactVirtualizer, useVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useDeferredValue, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { lastHalfVisible } from './last-half-visible.ts';
import { lettersPerLine, roughHeight } from './row-height.ts';
import { indexOfSeq } from './row-shape.ts';
import type { Arrival } from './use-arrival.ts';
import { useArrivalInList } from './use-arrival-in-list.ts';

/** The room around the rows, in pixels. */
const roomAbove = 124;
const roomBelow = 10;
const roomForMore = 48;
const contextAboveUnread = 56;
const nearEnd = 72;

interface MessageList {
  messages: readonly TimelineMessage[];
  /** The row to open at; -1 opens at the end. */
  openAtIndex: number;
  /** Where to go next; one that is there from the beginning is opened at. */
  arrival: Arrival | undefined;
  /** Whether messages follow that are not loaded: then the end of the list is not the end. */
  hasNewer: boolean;
  /** Called whenever what is visible may have changed, with the highest sequence in sight. */
  onVisible: (seq: number | undefined) => void;
}

/** The sequence of a row, or of the nearest before it that is not still on its way out. */
function lastSeqUpTo(messages: readonly TimelineMessage[], index: number): number | undefined {
  for (let at = index; at >= 0; at -= 1) {
    const seq = messages[at]?.seq;
    if (seq !== undefined) return seq;
  }
  return undefined;
}

type List = ReactVirtualizer<HTMLDivElement, HTMLDivElement>;

/** The first message in sight; undefined where none of them is sent. */
export function firstSeqInSight(virtualizer: List, messages: readonly TimelineMessage[]): number | undefined {
  const top = (virtualizer.scrollOffset ?? 0) + contextAboveUnread;
  const first = virtualizer.getVirtualItems().find(({ end }) => end > top);
  return first && messages[first.index]?.seq;
}

interface MessageListHandle {
  scroller: RefObject<HTMLDivElement | null>;
  virtualizer: List;
  isAtEnd: boolean;
  /** Whether the place has been taken that one goes to; nothing more is asked for before. */
  isPlaced: boolean;
  /** The message that one came to see, for a moment. */
  targetSeq: number | undefined;
}

/**
 * Whether the list moves along when a row changes its height: always when the row lies above what is
 * seen, also while one scrolls up (the first row of a page loses its day and author to the page before).
 */
function keepsPlace(row: VirtualItem, _delta: number, list: Virtualizer<HTMLDivElement, HTMLDivElement>): boolean {
  const top = list.scrollOffset ?? 0;
  return list.itemSizeCache.has(row.key) ? row.end <= top : row.start < top;
}

/**
 * The height of a row, in pixels, as the browser tells it of all rows together before it paints them. A row that comes just now counts as it is
 * known or assumed: asked one by one, each answer would have the browser lay out the whole list again.
 */
function heightOf(row: HTMLDivElement, entry: ResizeObserverEntry | undefined, list: Virtualizer<HTMLDivElement, HTMLDivElement>): number {
  if (entry !== undefined) return measureElement(row, entry, list);
  const index = list.indexFromElement(row);
  return list.itemSizeCache.get(list.options.getItemKey(index)) ?? list.options.estimateSize(index);
}

/** Rows drawn on either side of what is seen: few at first, for nobody waits for them, then as many as a turn of the wheel brings into sight. */
function useRowsBeyond(): number {
  return useDeferredValue(10, 2);
}

/** How large a timeline was last; the next one opens as large. */
let lastRect = { width: window.innerWidth / 2, height: window.innerHeight };

/** The row that one opens at; -1 for the end. */
function placeToOpen(messages: readonly TimelineMessage[], arrival: Arrival | undefined, openAtIndex: number) {
  const goesTo = arrival?.seq == null ? -1 : indexOfSeq(messages, arrival.seq);
  return { index: arrival === undefined ? openAtIndex : goesTo, isInMiddle: arrival?.align === 'center' };
}

type HeightOfRow = (index: number) => number;

/** What to draw first: the rows about the place that one opens at, so that those at the beginning are not drawn for nothing. */
function firstSight(heightOfRow: HeightOfRow, count: number, place: { readonly index: number; readonly isInMiddle: boolean }) {
  let above = roomAbove;
  let all = roomAbove;
  for (let index = 0; index < count; index += 1) {
    const height = heightOfRow(index);
    all += height;
    if (index < place.index) above += height;
  }
  const atEnd = all + roomBelow - lastRect.height;
  const atIndex = above - (place.isInMiddle ? lastRect.height / 2 : contextAboveUnread);
  return { offset: Math.max(0, place.index > 0 ? Math.min(atIndex, atEnd) : atEnd), rect: { ...lastRect } };
}

/** Goes to the end after one's own message, and stays there while the window changes its height. */
function useEndOfList(virtualizer: List, scroller: RefObject<HTMLDivElement | null>, last: TimelineMessage | undefined): void {
  const ownKey = last?.mine && last.seq === undefined ? last.key : undefined;
  useEffect(() => {
    if (ownKey !== undefined) virtualizer.scrollToEnd();
  }, [ownKey, virtualizer]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let isAtEnd = true;
    const remember = () => {
      isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    };
    const observer = new ResizeObserver(() => {
      if (isAtEnd) virtualizer.scrollToEnd();
    });
    element.addEventListener('scroll', remember, { passive: true });
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', remember);
      observer.disconnect();
    };
  }, [scroller, virtualizer]);
}

type AnyList = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** What is in sight of a list, whenever it is looked at. */
function useSight(messages: readonly TimelineMessage[], onVisible: MessageList['onVisible']) {
  const [isAtEnd, setIsAtEnd] = useState(true);
  const latest = useRef({ messages, onVisible });
  latest.current = { messages, onVisible };
  const look = useCallback((list: AnyList) => {
    const top = list.scrollOffset ?? 0;
    const bottom = top + (list.scrollRect?.height ?? 0);
    if (list.scrollRect !== null) lastRect = list.scrollRect;
    const index = lastHalfVisible(list.getVirtualItems(), top, bottom);
    latest.current.onVisible(index === undefined ? undefined : lastSeqUpTo(latest.current.messages, index));
    setIsAtEnd(list.isAtEnd(nearEnd));
  }, []);
  return { look, isAtEnd };
}

/**
 * The virtual list of a timeline: rows are known by their message's key, so that older pages
 * arriving above move nothing, and new messages are followed while the end is in sight.
 */
export function useMessageList({ messages, openAtIndex, arrival, hasNewer, onVisible }: MessageList): MessageListHandle {
  const scroller = useRef<HTMLDivElement>(null);
  const [isPlaced, setIsPlaced] = useState(false);
  const openAt = useRef(arrival === undefined ? openAtIndex : -1);
  const overscan = useRowsBeyond();
  const [letters] = useState(() => lettersPerLine(lastRect.width));
  const heightOfRow = useCallback(
    (index: number) => {
      const message = messages[index];
      return message === undefined ? 0 : roughHeight(message, messages[index - 1], letters);
    },
    [messages, letters],
  );
  const [first] = useState(() => firstSight(heightOfRow, messages.length, placeToOpen(messages, arrival, openAtIndex)));
  const { look, isAtEnd } = useSight(messages, onVisible);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: messages.length,
    getScrollElement: () => scroller.current,
    estimateSize: heightOfRow,
    measureElement: heightOf,
    initialOffset: first.offset,
    initialRect: first.rect,
    getItemKey: useCallback((index: number) => messages[index]?.key ?? index, [messages]),
    paddingStart: roomAbove,
    paddingEnd: hasNewer ? roomForMore : roomBelow,
    scrollPaddingStart: contextAboveUnread,
    overscan,
    anchorTo: 'end',
    followOnAppend: !hasNewer,
    scrollEndThreshold: nearEnd,
    directDomUpdates: true,
    directDomUpdatesMode: 'position',
    onChange: look,
  });

  useLayoutEffect(() => {
    virtualizer.shouldAdjustScrollPositionOnItemSizeChange = keepsPlace;
    if (openAt.current > 0) virtualizer.scrollToIndex(openAt.current, { align: 'start' });
    else virtualizer.scrollToEnd();
    setIsPlaced(true);
  }, [virtualizer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a message that comes where there is room moves nothing, so that the list has nothing to tell.
  useEffect(() => look(virtualizer), [virtualizer, look, messages]);
  const { targetSeq, hasArrived } = useArrivalInList({ virtualizer, scroller, arrival, messages });
  useEndOfList(virtualizer, scroller, messages.at(-1));

  return { scroller, virtualizer, isAtEnd: isAtEnd && !hasNewer, isPlaced: isPlaced && hasArrived, targetSeq };
}
