import { expect, it } from 'vitest';
import { MemoryStore } from '../../sync/memory-store.ts';
import { plainSend } from '../../sync/operation.ts';
import type { OutboxItem } from '../../sync/outbox.ts';
import { ReceiptSummary } from '../../sync/receipt-summary.ts';
import { Replica } from '../../sync/replica.ts';
import { StoreWriter } from '../../sync/store-writer.ts';
import { messageRow } from '../../test/store-rows.ts';
import { TimelineMessages } from './timeline-messages.ts';

const ann = { id: 'ann', username: 'ann', displayName: 'Ann' };
const bob = { id: 'bob', username: 'bob', displayName: 'Bob' };
const nothing = { conversations: [], outbox: [], drafts: [], readMarks: [], settings: null, viewerItems: { seq: 0, items: [] } };
const replica = () =>
  new Replica('ann', { ...nothing, people: [ann, bob] }, new StoreWriter(new MemoryStore(), (error) => expect.fail(String(error))));

const outgoing = (state: OutboxItem['state']): OutboxItem => ({
  state,
  row: {
    id: 'mine',
    conversationId: 'team',
    operation: plainSend('on its way'),
    createdAt: '2026-01-05T09:00:00.000Z',
    position: 1,
    attempts: 1,
    refusal: state === 'failed' ? { code: 'FORBIDDEN', message: 'No.' } : null,
  },
});

it('tells what a message is to the viewer', () => {
  const event = { kind: 'MEMBERS_ADDED', userIds: ['ann', 'gone'], name: null } as const;
  const rows = [
    messageRow(1, { senderId: 'ann' }),
    messageRow(2, { kind: 'SYSTEM', text: null, systemEvent: event }),
    messageRow(3, { text: null, deletedAt: '2026-01-05T10:00:00.000000Z' }),
  ];
  const shown = new TimelineMessages(replica()).list(rows, [outgoing('failed')]);
  expect(shown.map(({ key, mine, text, state, sender }) => [key, mine, text, state, sender.displayName])).toEqual([
    ['key-1', true, 'text 1', 'sent', 'Ann'],
    ['key-2', false, '', 'sent', 'Bob'],
    ['key-3', false, '', 'sent', 'Bob'],
    ['mine', true, 'on its way', 'failed', 'Ann'],
  ]);
  expect(shown[1]?.systemEvent).toEqual({
    kind: 'MEMBERS_ADDED',
    name: null,
    users: [ann, { id: 'gone', username: 'gone', displayName: '…' }],
  });
  expect(shown[3]?.error).toEqual({ code: 'FORBIDDEN', message: 'No.' });
});

it('keeps the object of every message that did not change, wherever it moves', () => {
  const messages = new TimelineMessages(replica());
  const [one, two, three] = [messageRow(1), messageRow(2), messageRow(3)];
  const before = messages.list([two, three], []);
  const after = messages.list([one, two, messageRow(3, { changeSeq: 4, text: 'edited' })], []);
  expect(after[1]).toBe(before[0]);
  expect(after[2]).not.toBe(before[1]);
  expect(messages.list([one, two, three], [])[2]).toBe(before[1]);
});

it("tells how far each of one's own messages came, and leaves the others alone", () => {
  const messages = new TimelineMessages(replica());
  const receipt = (userId: string, deliveredSeq: number, readSeq: number) => ({ conversationId: 'team', userId, deliveredSeq, readSeq });
  const rows = [messageRow(1, { senderId: 'ann' }), messageRow(2), messageRow(3, { senderId: 'ann' }), messageRow(4, { senderId: 'ann' })];
  const stateOf = (shown: ReturnType<TimelineMessages['list']>) => shown.map(({ state, readCount }) => [state, readCount]);
  const before = messages.list(rows, []);
  expect(stateOf(before)).toEqual(rows.map(() => ['sent', undefined]));
  const after = messages.list(rows, [], new ReceiptSummary([receipt('bob', 3, 1), receipt('cid', 3, 3)], 2));
  expect(stateOf(after)).toEqual([
    ['read', 2],
    ['sent', undefined],
    ['delivered', 1],
    ['sent', 0],
  ]);
  expect(after[1]).toBe(before[1]);
  const later = messages.list(rows, [], new ReceiptSummary([receipt('bob', 4, 1), receipt('cid', 4, 3)], 2));
  expect(later.map((message, i) => message === after[i])).toEqual([true, true, true, false]);
});

it('tells what mentions the viewer, but not what they said themselves', () => {
  const named = { mentions: ['ann'] };
  const rows = [messageRow(1, named), messageRow(2, { mentionsAll: true }), messageRow(3, { ...named, senderId: 'ann' }), messageRow(4)];
  const shown = new TimelineMessages(replica()).list(rows, []);
  expect(shown.map(({ mentionsViewer }) => mentionsViewer)).toEqual([true, true, false, false]);
});

it('gives the same list for the same rows', () => {
  const messages = new TimelineMessages(replica());
  const rows = [messageRow(1)];
  expect(messages.list(rows, [])).toBe(messages.list(rows, []));
  const item = outgoing('slow');
  expect(messages.list(rows, [item])[1]).toBe(messages.list(rows, [item])[1]);
});
