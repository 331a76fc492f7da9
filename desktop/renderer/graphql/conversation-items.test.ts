import { expect, it } from 'vitest';
import { MemoryStore } from '../../sync/memory-store.ts';
import { plainSend } from '../../sync/operation.ts';
import type { ConversationRow } from '../../sync/records.ts';
import { Replica } from '../../sync/replica.ts';
import { StoreWriter } from '../../sync/store-writer.ts';
import type { ConversationPreferences } from '../../sync/viewer-item.ts';
import { NO_PREFERENCES } from '../../sync/viewer-state.ts';
import { conversationRow, messageRow } from '../../test/store-rows.ts';
import { ConversationItems, type ListParts } from './conversation-items.ts';

const ann = { id: 'ann', username: 'ann', displayName: 'Ann' };
const bob = { id: 'bob', username: 'bob', displayName: 'Bob' };
const snapshot = {
  conversations: [],
  outbox: [],
  drafts: [],
  readMarks: [],
  settings: null,
  viewerItems: { seq: 0, items: [] },
  people: [ann, bob],
};
const items = () =>
  new ConversationItems(new Replica('ann', snapshot, new StoreWriter(new MemoryStore(), (error) => expect.fail(String(error)))));

const direct = (id: string, peerId: string, over: Partial<ConversationRow> = {}) =>
  conversationRow({ id, kind: 'DIRECT', name: null, peerId, ...over });
const partsOf = (rows: readonly ConversationRow[], over: Partial<ListParts> = {}): ListParts => ({
  rows: new Map(rows.map((row) => [row.id, row])),
  drafts: new Map(),
  typing: new Map(),
  outbox: [],
  opened: new Set(),
  preferences: new Map(),
  folders: new Map(),
  muted: new Set(),
  ...over,
});
const outgoing = {
  state: 'sending',
  row: {
    id: 'k',
    conversationId: 'old',
    operation: plainSend('now'),
    createdAt: '2026-01-06T00:00:00.000Z',
    position: 1,
    attempts: 0,
    refusal: null,
  },
} as const;

it('puts the newest activity first, one’s own unsent message included', () => {
  const rows = [
    conversationRow({ id: 'old', lastActivityAt: '2026-01-05T08:00:00.000000Z' }),
    conversationRow({ id: 'new', lastActivityAt: '2026-01-05T09:00:00.000000Z' }),
  ];
  expect(
    items()
      .list(partsOf(rows))
      .map(({ id }) => id),
  ).toEqual(['new', 'old']);
  const [first] = items().list(partsOf(rows, { outbox: [outgoing] }));
  expect(first).toMatchObject({ id: 'old', lastMessage: { mine: true, text: 'now', state: 'sending' } });
});

it('names a direct conversation after the other person, and one’s notes after oneself', () => {
  const lastMessage = messageRow(1);
  const [chat, notes] = items().list(partsOf([direct('chat', 'bob', { lastMessage }), direct('notes', 'ann', { lastMessage })]));
  expect(chat).toMatchObject({ title: 'Bob', peer: bob, isSelf: false, lastMessage: { senderName: 'Bob', mine: false, text: 'text 1' } });
  expect(notes).toMatchObject({ title: 'Ann', isSelf: true });
});

it('hides a direct conversation without a message from who did not open it', () => {
  const rows = [direct('chat', 'bob')];
  expect(items().list(partsOf(rows))).toEqual([]);
  expect(items().list(partsOf(rows, { opened: new Set(['chat']) }))).toHaveLength(1);
  expect(items().list(partsOf(rows, { drafts: new Map([['chat', 'hi']]) }))).toMatchObject([{ draft: 'hi' }]);
});

const NOON = '2026-01-05T12:00:00.000000Z';
const own = (over: Partial<ConversationPreferences>) => ({ ...NO_PREFERENCES, ...over });

it('puts pinned conversations first, whatever their activity', () => {
  const rows = ['a', 'b', 'c', 'd'].map((id, hour) => conversationRow({ id, lastActivityAt: `2026-01-05T0${hour}:00:00.000000Z` }));
  const preferences = new Map(['a', 'c'].map((id) => [id, own({ pinnedAt: NOON })]));
  const listed = items().list(partsOf(rows, { preferences }));
  expect(listed.map(({ id, isPinned }) => [id, isPinned])).toEqual([
    ['c', true],
    ['a', true],
    ['d', false],
    ['b', false],
  ]);
});

it('tells of muted, marked and filed conversations, not of a folder that is gone', () => {
  const preferences = new Map([
    ['a', own({ mutedUntil: NOON, notificationLevel: 'MENTIONS', folderId: 'work' })],
    ['b', own({ isMarkedUnread: true, folderId: 'gone' })],
  ]);
  const parts = { preferences, muted: new Set(['a']), folders: new Map([['work', { name: 'Work', position: 1 }]]) };
  const [a, b] = items().list(partsOf([conversationRow({ id: 'a' }), conversationRow({ id: 'b' })], parts));
  expect(a).toMatchObject({ isMuted: true, mutedUntil: NOON, notificationLevel: 'MENTIONS', folderId: 'work', isMarkedUnread: false });
  expect(b).toMatchObject({ isMuted: false, isMarkedUnread: true });
  expect(b).not.toHaveProperty('folderId');
});

it('brings an archived conversation back when something is said in it, unless it is muted', () => {
  const row = (id: string, hour: string) => conversationRow({ id, lastActivityAt: `2026-01-05T${hour}:00:00.000000Z` });
  const preferences = new Map(['quiet', 'talking', 'muted'].map((id) => [id, own({ archivedAt: NOON })]));
  const rows = [row('quiet', '11'), row('talking', '13'), row('muted', '13'), row('other', '09')];
  const listed = items().list(partsOf(rows, { preferences, muted: new Set(['muted']) }));
  expect(new Map(listed.map(({ id, isArchived }) => [id, isArchived]))).toEqual(
    new Map([
      ['quiet', true],
      ['talking', false],
      ['muted', true],
      ['other', false],
    ]),
  );
});

it('keeps the object of a conversation whose parts are as before', () => {
  const made = items();
  const [team, chat] = [conversationRow(), direct('chat', 'bob', { lastMessage: messageRow(1) })];
  const before = made.list(partsOf([team, chat]));
  const after = made.list(partsOf([{ ...team, unreadCount: 1 }, chat], { typing: new Map([['elsewhere', [bob]]]) }));
  expect(after.find(({ id }) => id === 'chat')).toBe(before.find(({ id }) => id === 'chat'));
  expect(after.find(({ id }) => id === 'team')).toMatchObject({ unreadCount: 1 });
});
