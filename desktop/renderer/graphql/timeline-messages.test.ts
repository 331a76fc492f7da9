import { expect, it } from 'vitest';
import { MemoryStore } from '../../sync/memory-store.ts';
import { plainSend } from '../../sync/operation.ts';
import type { OutboxItem } from '../../sync/outbox.ts';
import { ReceiptSummary } from '../../sync/receipt-summary.ts';
import type { ThreadRow } from '../../sync/records.ts';
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
  const after = messages.list(rows, [], { receipts: new ReceiptSummary([receipt('bob', 3, 1), receipt('cid', 3, 3)], 2) });
  expect(stateOf(after)).toEqual([
    ['read', 2],
    ['sent', undefined],
    ['delivered', 1],
    ['sent', 0],
  ]);
  expect(after[1]).toBe(before[1]);
  const later = messages.list(rows, [], { receipts: new ReceiptSummary([receipt('bob', 4, 1), receipt('cid', 4, 3)], 2) });
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

const thread: ThreadRow = {
  conversationId: 'team',
  rootId: 'message-2',
  rootSeq: 2,
  replyCount: 2,
  lastReplySeq: 5,
  lastReplyAt: '2026-01-05T10:00:00.000000Z',
  participantIds: ['bob', 'ann'],
  changeSeq: 5,
};
const replies = { threadRootId: 'message-2', threadRootSeq: 2 };

const operation = (row: Partial<OutboxItem['row']> & Pick<OutboxItem['row'], 'operation'>): OutboxItem => ({
  state: row.refusal ? 'failed' : 'sending',
  row: { id: 'op', conversationId: 'team', createdAt: '2026-01-05T11:00:00.000Z', position: 1, attempts: 0, refusal: null, ...row },
});

it('tells everything of a message that is not words', () => {
  const poll = {
    options: [
      { text: 'yes', voterIds: ['ann', 'bob'] },
      { text: 'no', voterIds: ['bob'] },
    ],
    isMultiple: true,
    closedAt: null,
  };
  const row = messageRow(4, {
    replyToId: 'message-1',
    replyToSeq: 1,
    reactions: [{ emoji: '👍', userIds: ['bob', 'ann'] }],
    pinnedAt: '2026-01-05T10:00:00.000000Z',
    pinnedById: 'bob',
    forwardedFrom: { senderId: 'bob', createdAt: '2026-01-04T10:00:00.000000Z' },
    editedAt: '2026-01-05T10:00:00.000000Z',
    poll,
  });
  expect(new TimelineMessages(replica()).list([row], [])[0]).toMatchObject({
    conversationId: 'team',
    replyTo: { id: 'message-1', seq: 1 },
    reactions: [{ emoji: '👍', userIds: ['bob', 'ann'], isMine: true }],
    isPinned: true,
    pinnedBy: bob,
    forwardedFrom: { sender: bob, createdAt: '2026-01-04T10:00:00.000000Z' },
    isEdited: true,
    poll: { options: [{ isMine: true }, { isMine: false }], isMultiple: true, voterCount: 2 },
    hasPending: false,
  });
});

it('leaves replies to their threads and what is hidden out, and counts the replies', () => {
  const rows = [messageRow(1), messageRow(2), messageRow(3, replies), messageRow(4), messageRow(5, replies)];
  const toThread = operation({ operation: { ...plainSend('me too'), threadRoot: { id: 'message-2', seq: 2 } } });
  const messages = new TimelineMessages(replica());
  const shown = messages.list(rows, [toThread], { threads: new Map([[2, thread]]), hidden: new Set([4]) });
  expect(shown.map(({ seq, thread }) => [seq, thread?.replyCount])).toEqual([
    [1, undefined],
    [2, 2],
  ]);
  expect(shown[1]?.thread?.participants).toEqual([bob, ann]);
  const inThread = new TimelineMessages(replica()).list(rows.slice(1, 3), [toThread, outgoing('sending')], { threadRootSeq: 2 });
  expect(inThread.map(({ text }) => text)).toEqual(['text 2', 'text 3', 'me too']);
});

it('shows what waits in the outbox at once, and what was refused with the reason', () => {
  const rows = [messageRow(1, { senderId: 'ann' }), messageRow(2), messageRow(3)];
  const messages = new TimelineMessages(replica());
  const before = messages.list(rows, []);
  const edit = operation({ operation: { type: 'edit', messageId: 'message-1', seq: 1, text: 'better' } });
  const refusal = { code: 'FORBIDDEN', message: 'No.' };
  const pin = operation({ id: 'pin', operation: { type: 'pin', messageId: 'message-3', seq: 3, isPinned: true }, refusal });
  const shown = messages.list(rows, [edit, pin]);
  expect(shown[0]).toMatchObject({ text: 'better', isEdited: true, hasPending: true });
  expect(shown[1]).toBe(before[1]);
  expect(shown[2]).toMatchObject({ isPinned: false, hasPending: false, failed: { key: 'pin', error: refusal } });
  const again = messages.list(rows, [edit]);
  expect(again[0]).toBe(shown[0]);
  expect(again[2]).toBe(before[2]);
  expect(messages.list(rows, [])[0]).toBe(before[0]);
});

it('makes no message of 100,000 anew when one of them is reacted to', () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => messageRow(i + 1));
  const messages = new TimelineMessages(replica());
  const before = messages.list(rows, []);
  const react = operation({ operation: { type: 'react', messageId: 'message-77', seq: 77, emoji: '👍', isOn: true } });
  const pending = messages.list(rows, [react]);
  const changed = [...rows];
  changed[76] = messageRow(77, { changeSeq: 100_001, reactions: [{ emoji: '👍', userIds: ['ann'] }] });
  const after = messages.list(changed, []);
  for (const shown of [pending, after]) {
    expect(shown.filter((message, i) => message !== before[i]).map(({ seq, reactions }) => [seq, reactions[0]?.isMine])).toEqual([
      [77, true],
    ]);
  }
});

it('leaves out of a thread what the viewer deleted for themselves', () => {
  const rows = [messageRow(1), ...[2, 3].map((seq) => messageRow(seq, { threadRootId: 'message-1', threadRootSeq: 1 }))];
  const shown = new TimelineMessages(replica()).list(rows, [], { threadRootSeq: 1, hidden: new Set([2]) });
  expect(shown.map(({ seq }) => seq)).toEqual([1, 3]);
});
