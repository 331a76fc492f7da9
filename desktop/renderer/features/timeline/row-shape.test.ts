import { describe, expect, it } from 'vitest';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { countUnseen, firstUnreadIndex, rowShape, shownTime } from './row-shape.ts';

const ana = { id: 'a', username: 'ana', displayName: 'Ana' };
const bo = { id: 'b', username: 'bo', displayName: 'Bo' };

function message(change: Partial<TimelineMessage>): TimelineMessage {
  return {
    key: 'k',
    conversationId: 'c',
    sender: ana,
    mine: false,
    kind: 'TEXT',
    text: 'hello',
    createdAt: '2026-11-21T12:00:00.000Z',
    state: 'sent',
    isEdited: false,
    isPinned: false,
    reactions: [],
    linkPreviews: [],
    mentions: [],
    mentionsAll: false,
    hasPending: false,
    mentionsViewer: false,
    ...change,
  };
}

describe('rowShape', () => {
  const previous = message({});

  it('starts a day and a group with the first message', () => {
    expect(rowShape(previous, undefined)).toEqual({ startsDay: true, startsGroup: true });
  });

  it.each<[string, Partial<TimelineMessage>, boolean]>([
    ['joins what the same person wrote within five minutes', { createdAt: '2026-11-21T12:04:59.000Z' }, false],
    ['starts anew after five minutes', { createdAt: '2026-11-21T12:05:00.000Z' }, true],
    ['starts anew for another person', { sender: bo }, true],
    ['starts anew after a system message', { kind: 'SYSTEM' }, true],
  ])('%s', (_, change, startsGroup) => {
    expect(rowShape(message(change), previous)).toEqual({ startsDay: false, startsGroup });
  });

  it('starts a group with a day, however soon it follows', () => {
    const lateEvening = message({ createdAt: new Date(2026, 10, 20, 23, 59).toISOString() });
    const afterMidnight = message({ createdAt: new Date(2026, 10, 21, 0, 1).toISOString() });
    expect(rowShape(afterMidnight, lateEvening)).toEqual({ startsDay: true, startsGroup: true });
  });

  it('goes by the original time of an imported message', () => {
    const imported = message({ importedAt: '2009-03-01T12:00:00.000Z' });
    expect(shownTime(imported).getUTCFullYear()).toBe(2009);
    expect(rowShape(imported, previous).startsDay).toBe(true);
  });
});

const log = [
  message({ key: '1', seq: 1 }),
  message({ key: '2', seq: 2, mine: true }),
  message({ key: '3', seq: 4 }),
  message({ key: '4', seq: 5 }),
  message({ key: '5', mine: true, state: 'sending' }),
];

describe('firstUnreadIndex', () => {
  it.each([
    { readSeq: 0, index: 0 },
    { readSeq: 1, index: 2 },
    { readSeq: 4, index: 3 },
    { readSeq: 5, index: -1 },
  ])('after $readSeq finds what others wrote at $index', ({ readSeq, index }) => {
    expect(firstUnreadIndex(log, readSeq, false)).toBe(index);
  });

  it('passes over what was deleted', () => {
    const deleted = message({ seq: 1, deletedAt: '2026-11-21T12:00:00.000Z' });
    expect(firstUnreadIndex([deleted, message({ seq: 2 })], 0, false)).toBe(1);
  });

  it('does not guess when it may lie in a page that is not loaded', () => {
    const newest = [message({ seq: 50 }), message({ seq: 51 })];
    expect(firstUnreadIndex(newest, 10, true)).toBe(-1);
    expect(firstUnreadIndex(newest, 49, true)).toBe(0);
  });
});

describe('countUnseen', () => {
  it('counts what others wrote after a number', () => {
    expect([0, 1, 4, 5].map((seq) => countUnseen(log, seq))).toEqual([3, 2, 1, 0]);
  });
});
