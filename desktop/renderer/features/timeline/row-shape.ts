import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { dayNumber } from '../../lib/time-labels.ts';

const groupWithinMs = 5 * 60_000;

const times = new WeakMap<TimelineMessage, { date: Date; day: number }>();

function timeOf(message: TimelineMessage): { date: Date; day: number } {
  const known = times.get(message);
  if (known) return known;
  const date = new Date(message.importedAt ?? message.createdAt);
  const time = { date, day: dayNumber(date) };
  times.set(message, time);
  return time;
}

/** When a message was written: its original time where it was imported. */
export function shownTime(message: TimelineMessage): Date {
  return timeOf(message).date;
}

export interface RowShape {
  /** Stands first on its day. */
  startsDay: boolean;
  /** Shows who wrote it; the messages that follow within five minutes do not repeat it. */
  startsGroup: boolean;
}

/**
 * How a message is drawn, from it and the one before it. Told for one message at a time, so that
 * a timeline of any length costs no more than what is on the screen.
 */
export function rowShape(message: TimelineMessage, previous: TimelineMessage | undefined): RowShape {
  if (previous === undefined) return { startsDay: true, startsGroup: true };
  const [time, before] = [timeOf(message), timeOf(previous)];
  const startsDay = time.day !== before.day;
  const isTogether =
    message.kind === 'TEXT' &&
    previous.kind === 'TEXT' &&
    message.sender.id === previous.sender.id &&
    Math.abs(time.date.getTime() - before.date.getTime()) < groupWithinMs;
  return { startsDay, startsGroup: startsDay || !isTogether };
}

/**
 * Where the first message stands that others wrote after `readSeq`; -1 when all are read, or when
 * it lies further back than what is loaded (`hasOlder`).
 */
export function firstUnreadIndex(messages: readonly TimelineMessage[], readSeq: number, hasOlder: boolean): number {
  let first = -1;
  const oldestSeq = messages[0]?.seq ?? 0;
  if (hasOlder && oldestSeq > readSeq + 1) return -1;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message?.seq === undefined) continue;
    if (message.seq <= readSeq) break;
    if (!message.mine && message.deletedAt === undefined) first = index;
  }
  return first;
}

/** How many messages of others stand after `seenSeq`. */
export function countUnseen(messages: readonly TimelineMessage[], seenSeq: number): number {
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message?.seq === undefined) continue;
    if (message.seq <= seenSeq) break;
    if (!message.mine) count += 1;
  }
  return count;
}

/** Where the message with this number stands; -1 if it is not there. */
export function indexOfSeq(messages: readonly TimelineMessage[], seq: number): number {
  return messages.findIndex((message) => message.seq === seq);
}
