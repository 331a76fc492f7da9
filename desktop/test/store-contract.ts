import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainSend } from '../sync/operation.ts';
import type { MemberRow, OutboxRow } from '../sync/records.ts';
import type { Store } from '../sync/store.ts';
import { changePromises } from './store-promises.ts';
import { conversationRow, messageRow } from './store-rows.ts';

const memberRow = (userId: string, over: Partial<MemberRow> = {}): MemberRow => ({
  conversationId: 'team',
  userId,
  role: 'MEMBER',
  joinedAt: '2026-01-05T09:00:00.000000Z',
  leftSeq: null,
  changeSeq: 1,
  ...over,
});

const outboxRow = (key: string, position: number): OutboxRow => ({
  id: key,
  conversationId: 'team',
  operation: plainSend(key),
  createdAt: '2026-01-05T09:00:00.000000Z',
  position,
  attempts: 0,
  refusal: null,
});

const messagesFrom = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => messageRow(first + i));
const ALL = { before: Number.MAX_SAFE_INTEGER, limit: 1_000 };

const seqsOf = async (store: Store, conversationId = 'team') =>
  (await store.listMessages(conversationId, ALL))?.messages.map(({ seq }) => seq);
const rowOf = async (store: Store) => (await store.load()).conversations.find(({ id }) => id === 'team');

interface Opened {
  readonly store: Store;
  /** The same data, opened again. */
  readonly reopen: () => Promise<Store>;
}

/** What every store promises, each on one that holds the numbers 6 to 10 of a conversation. */
const promises: Readonly<Record<string, (opened: Opened) => Promise<void>>> = {
  'gives the newest messages below a number, ascending': async ({ store }) => {
    const page = await store.listMessages('team', { before: 10, limit: 3 });
    expect(page).toEqual({ cursor: 10, window: { startSeq: 6, olderCursor: 'before 6' }, messages: messagesFrom(7, 9) });
    expect(await store.listMessages('elsewhere', ALL)).toBeNull();
  },
  'saves rows and cursor together': async ({ store }) => {
    const conversation = conversationRow({ cursor: 11, name: 'Renamed' });
    await store.save([{ type: 'conversationChanged', since: 10, conversation, messages: [messageRow(11)], threads: [], members: [] }]);
    expect(await rowOf(store)).toEqual(conversation);
    expect(await seqsOf(store)).toEqual([6, 7, 8, 9, 10, 11]);
  },
  'refuses what does not follow on what it holds, and what is older': async ({ store }) => {
    const ahead = conversationRow({ cursor: 13 });
    await store.save([
      { type: 'conversationChanged', since: 12, conversation: ahead, messages: [messageRow(13)], threads: [], members: [] },
    ]);
    const behind = conversationRow({ cursor: 9, name: 'Old' });
    await store.save([
      { type: 'conversationChanged', since: 8, conversation: behind, messages: [messageRow(9, { text: 'old' })], threads: [], members: [] },
    ]);
    const older = conversationRow({ cursor: 9, window: { startSeq: 9, olderCursor: null } });
    await store.save([{ type: 'conversationReplaced', conversation: older, messages: [], threads: [], members: [] }]);
    expect(await rowOf(store)).toEqual(conversationRow());
    expect(await seqsOf(store)).toEqual([6, 7, 8, 9, 10]);
  },
  'keeps no message below its window, so that it has no hole': async ({ store }) => {
    const changed = messageRow(3, { changeSeq: 11 });
    const conversation = conversationRow({ cursor: 11, window: { startSeq: 1, olderCursor: null } });
    await store.save([{ type: 'conversationChanged', since: 10, conversation, messages: [changed], threads: [], members: [] }]);
    expect(await seqsOf(store)).toEqual([6, 7, 8, 9, 10]);
    expect((await rowOf(store))?.window).toEqual({ startSeq: 6, olderCursor: 'before 6' });
  },
  'grows its window down by a page that fits, and by no other': async ({ store }) => {
    const window = { startSeq: 3, olderCursor: null };
    await store.save([{ type: 'windowExtended', conversationId: 'team', from: 8, window, messages: messagesFrom(3, 7), threads: [] }]);
    expect(await seqsOf(store)).toEqual([6, 7, 8, 9, 10]);
    await store.save([{ type: 'windowExtended', conversationId: 'team', from: 6, window, messages: messagesFrom(3, 5), threads: [] }]);
    expect(await seqsOf(store)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
    expect((await rowOf(store))?.window).toEqual(window);
  },
  'takes a conversation over whole: what was held of it goes': async ({ store }) => {
    const conversation = conversationRow({ cursor: 90, window: { startSeq: 89, olderCursor: 'before 89' } });
    await store.save([{ type: 'conversationReplaced', conversation, messages: messagesFrom(89, 90), threads: [], members: [] }]);
    expect(await seqsOf(store)).toEqual([89, 90]);
    expect(await store.listMembers('team')).toEqual([]);
  },
  'removes a conversation with all its rows, and nothing of another': async ({ store }) => {
    const other = conversationRow({ id: 'team2' });
    await store.save([
      {
        type: 'conversationReplaced',
        conversation: other,
        messages: [messageRow(9, { conversationId: 'team2' })],
        threads: [],
        members: [],
      },
      { type: 'conversationRemoved', conversationId: 'team' },
    ]);
    expect((await store.load()).conversations).toEqual([other]);
    expect(await store.listMessages('team', ALL)).toBeNull();
    expect(await store.listMembers('team')).toEqual([]);
    expect(await seqsOf(store, 'team2')).toEqual([9]);
  },
  'follows members once all of them are held': async ({ store }) => {
    await store.save([{ type: 'membersLoaded', conversationId: 'team', members: [memberRow('ann'), memberRow('bob')] }]);
    expect((await rowOf(store))?.hasMembers).toBe(true);
    const left = memberRow('bob', { leftSeq: 11, changeSeq: 11 });
    await store.save([
      { type: 'conversationChanged', since: 10, conversation: conversationRow({ cursor: 11 }), messages: [], threads: [], members: [left] },
    ]);
    expect([...(await store.listMembers('team'))].sort((a, b) => (a.userId < b.userId ? -1 : 1))).toEqual([memberRow('ann'), left]);
  },
  'lets the acknowledged message take the place of its outbox row in one step': async ({ store }) => {
    await store.save([
      { type: 'outboxPut', row: outboxRow('second', 2) },
      { type: 'outboxPut', row: outboxRow('first', 1) },
    ]);
    expect((await store.load()).outbox.map(({ id }) => id)).toEqual(['first', 'second']);
    const message = messageRow(12, { clientMessageId: 'first' });
    await store.save([
      { type: 'messageSent', message },
      { type: 'outboxRemoved', id: 'first' },
    ]);
    expect((await store.load()).outbox.map(({ id }) => id)).toEqual(['second']);
    expect(await seqsOf(store)).toEqual([6, 7, 8, 9, 10, 12]);
    expect((await rowOf(store))?.cursor).toBe(10);
  },
  'keeps drafts, read marks and people, each by its name': async ({ store }) => {
    const ann = { id: 'ann', username: 'ann', displayName: 'Ann' };
    await store.save([
      { type: 'draftSet', draft: { conversationId: 'team', text: 'half a thou' } },
      { type: 'draftSet', draft: { conversationId: 'other', text: 'gone' } },
      { type: 'draftSet', draft: { conversationId: 'other', text: '' } },
      { type: 'readMarkSet', mark: { conversationId: 'team', readSeq: 9 } },
      { type: 'readMarkSent', mark: { conversationId: 'team', readSeq: 8 } },
      { type: 'peopleMet', people: [{ ...ann, displayName: 'A' }] },
      { type: 'peopleMet', people: [ann] },
    ]);
    const { drafts, readMarks, people } = await store.load();
    expect({ drafts, readMarks, people }).toEqual({
      drafts: [{ conversationId: 'team', text: 'half a thou' }],
      readMarks: [{ conversationId: 'team', readSeq: 9 }],
      people: [ann],
    });
    await store.save([{ type: 'readMarkSent', mark: { conversationId: 'team', readSeq: 9 } }]);
    expect((await store.load()).readMarks).toEqual([]);
  },
  'holds the receipts of a conversation until it is removed': async ({ store }) => {
    const receipt = (userId: string, readSeq: number) => ({ conversationId: 'team', userId, deliveredSeq: 10, readSeq });
    await store.save([
      { type: 'receiptsLoaded', conversationId: 'team', receipts: [receipt('bob', 7), receipt('gone', 1)] },
      { type: 'receiptsLoaded', conversationId: 'team', receipts: [receipt('bob', 8), receipt('cid', 9)] },
      { type: 'receiptsMoved', conversationId: 'team', receipts: [receipt('bob', 10)] },
      { type: 'receiptsMoved', conversationId: 'elsewhere', receipts: [{ ...receipt('bob', 1), conversationId: 'elsewhere' }] },
      { type: 'conversationReplaced', conversation: conversationRow({ cursor: 11 }), messages: [], threads: [], members: [] },
    ]);
    const held = [...(await store.listReceipts('team'))].sort((a, b) => (a.userId < b.userId ? -1 : 1));
    expect(held).toEqual([receipt('bob', 10), receipt('cid', 9)]);
    expect(await store.listReceipts('elsewhere')).toEqual([]);
    await store.save([{ type: 'conversationRemoved', conversationId: 'team' }]);
    expect(await store.listReceipts('team')).toEqual([]);
  },
  'keeps the settings it was told last': async ({ store }) => {
    const settings = { presenceMode: 'BUSY', presenceAudience: 'CONTACTS', readReceipts: false } as const;
    expect((await store.load()).settings).toBeNull();
    await store.save([
      { type: 'settingsRead', settings: { ...settings, presenceMode: 'AUTOMATIC' } },
      { type: 'settingsRead', settings },
    ]);
    expect((await store.load()).settings).toEqual(settings);
  },
  'forgets everything when it is destroyed': async ({ store, reopen }) => {
    await store.save([
      { type: 'outboxPut', row: outboxRow('secret', 1) },
      { type: 'viewerItemsReplaced', seq: 1, items: [{ kind: 'FOLDER', key: 'secret', seq: 1, value: { name: 'Secret', position: 1 } }] },
    ]);
    await store.destroy();
    const after = await reopen();
    expect(await after.load()).toEqual({
      conversations: [],
      people: [],
      outbox: [],
      drafts: [],
      readMarks: [],
      settings: null,
      viewerItems: { seq: 0, items: [] },
    });
    expect(await after.listMessages('team', ALL)).toBeNull();
  },
};

/** Checks a store. `open` gives one on the same data each time, until the data is destroyed. */
export function describeStoreContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} keeps the contract of a store`, () => {
    let store: Store;

    beforeEach(async () => {
      store = await open();
      const conversation = conversationRow();
      await store.save([
        { type: 'conversationReplaced', conversation, messages: messagesFrom(6, 10), threads: [], members: [memberRow('bob')] },
      ]);
    });

    afterEach(() => store.destroy());

    it.each(Object.entries({ ...promises, ...changePromises }))('%s', (_promise, check) => check({ store, reopen: open }));
  });
}
