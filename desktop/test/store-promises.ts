import { expect } from 'vitest';
import type { MessageRow, ThreadRow } from '../sync/records.ts';
import type { Store } from '../sync/store.ts';
import type { ViewerItemRow } from '../sync/viewer-item.ts';
import { conversationRow, messageRow } from './store-rows.ts';

const threadRow = (rootSeq: number, over: Partial<ThreadRow> = {}): ThreadRow => ({
  conversationId: 'team',
  rootId: `message-${rootSeq}`,
  rootSeq,
  replyCount: 1,
  lastReplySeq: 10,
  lastReplyAt: '2026-01-05T09:00:00.000000Z',
  participantIds: ['bob'],
  changeSeq: 10,
  ...over,
});

const folder = (key: string, seq: number, name: string | null): ViewerItemRow => ({
  kind: 'FOLDER',
  key,
  seq,
  value: name === null ? null : { name, position: 1 },
});

const threadsOf = async (store: Store) => [...(await store.listThreads('team'))].sort((a, b) => a.rootSeq - b.rootSeq);

async function itemsOf(store: Store) {
  const { seq, items } = (await store.load()).viewerItems;
  return { seq, items: [...items].sort((a, b) => (a.key < b.key ? -1 : 1)) };
}

/** The conversation has changed up to `seq`. */
const changedTo = (seq: number, rows: { messages?: readonly MessageRow[]; threads?: readonly ThreadRow[] }) =>
  ({
    type: 'conversationChanged',
    since: 10,
    conversation: conversationRow({ cursor: seq }),
    messages: rows.messages ?? [],
    threads: rows.threads ?? [],
    members: [],
  }) as const;

/** What every store promises of changed messages, threads and what is private to the viewer; each on one that holds the numbers 6 to 10. */
export const changePromises: Readonly<Record<string, (opened: { readonly store: Store }) => Promise<void>>> = {
  'keeps the latest state of a message, whichever way it came first': async ({ store }) => {
    const acknowledged = messageRow(8, { changeSeq: 12, text: 'edited twice' });
    const changed = messageRow(8, { changeSeq: 11, text: 'edited once' });
    await store.save([{ type: 'messageSent', message: acknowledged }, changedTo(11, { messages: [changed] })]);
    const held = await store.listMessages('team', { before: 9, limit: 1 });
    expect(held).toMatchObject({ cursor: 11, messages: [acknowledged] });
  },
  'gives the newest messages where other changes took most of the numbers': async ({ store }) => {
    const kept = [messageRow(20), messageRow(900), messageRow(901)];
    await store.save([changedTo(5_000, { messages: kept })]);
    const seqsBelow = async (before: number, limit: number) =>
      (await store.listMessages('team', { before, limit }))?.messages.map(({ seq }) => seq);
    expect(await seqsBelow(Number.MAX_SAFE_INTEGER, 3)).toEqual([20, 900, 901]);
    expect(await seqsBelow(901, 3)).toEqual([10, 20, 900]);
    expect(await seqsBelow(900, 99)).toEqual([6, 7, 8, 9, 10, 20]);
    expect(await seqsBelow(6, 3)).toEqual([]);
    expect(await seqsBelow(3, 3)).toEqual([]);
  },
  'lets a healed block take the place of what it holds of those numbers, whatever that says of itself': async ({ store }) => {
    await store.save([{ type: 'messageSent', message: messageRow(8, { changeSeq: 99, text: 'ruined' }) }]);
    const messages = [messageRow(5), messageRow(7, { text: 'true' }), messageRow(8), messageRow(10, { text: 'beyond' })];
    await store.save([{ type: 'blockHealed', conversationId: 'team', seq: 10, from: 4, to: 9, messages, threads: [threadRow(8)] }]);
    const held = await store.listMessages('team', { before: 99, limit: 99 });
    expect(held).toMatchObject({ cursor: 10, window: { startSeq: 6 } });
    // Below its window it holds nothing; 6 and 9 are not there any more.
    expect(held?.messages).toEqual([messageRow(7, { text: 'true' }), messageRow(8), messageRow(10)]);
    expect(await threadsOf(store)).toEqual([threadRow(8)]);
  },
  'refuses a healed block that is older than what it holds': async ({ store }) => {
    await store.save([{ type: 'blockHealed', conversationId: 'team', seq: 9, from: 6, to: 10, messages: [], threads: [] }]);
    expect((await store.listMessages('team', { before: 99, limit: 99 }))?.messages.length).toBe(5);
    await store.save([{ type: 'blockHealed', conversationId: 'elsewhere', seq: 9, from: 6, to: 10, messages: [], threads: [] }]);
    expect(await store.listMessages('elsewhere', { before: 99, limit: 99 })).toBeNull();
  },
  'keeps threads of whatever age, each in its latest state': async ({ store }) => {
    const [old, young] = [threadRow(3), threadRow(8)];
    await store.save([changedTo(11, { threads: [old, young] })]);
    const window = { startSeq: 1, olderCursor: null };
    const moved = threadRow(8, { replyCount: 2, changeSeq: 12 });
    await store.save([changedTo(12, { threads: [moved] })]);
    await store.save([
      {
        type: 'windowExtended',
        conversationId: 'team',
        from: 6,
        window,
        messages: [],
        threads: [threadRow(2), young, { ...old, changeSeq: 9 }],
      },
    ]);
    expect(await threadsOf(store)).toEqual([threadRow(2), old, moved]);
  },
  'forgets the threads of a conversation that is taken over whole or removed': async ({ store }) => {
    await store.save([changedTo(11, { threads: [threadRow(3), threadRow(8)] })]);
    const conversation = conversationRow({ cursor: 90 });
    await store.save([{ type: 'conversationReplaced', conversation, messages: [], threads: [threadRow(8)], members: [] }]);
    expect(await threadsOf(store)).toEqual([threadRow(8)]);
    await store.save([{ type: 'conversationRemoved', conversationId: 'team' }]);
    expect(await threadsOf(store)).toEqual([]);
  },
  "keeps the viewer's items complete up to a number, without what was removed": async ({ store }) => {
    expect(await itemsOf(store)).toEqual({ seq: 0, items: [] });
    await store.save([{ type: 'viewerItemsReplaced', seq: 3, items: [folder('a', 1, 'A'), folder('b', 3, 'B')] }]);
    await store.save([{ type: 'viewerItemsChanged', since: 3, seq: 6, items: [folder('b', 5, null), folder('c', 6, 'C')] }]);
    expect(await itemsOf(store)).toEqual({ seq: 6, items: [folder('a', 1, 'A'), folder('c', 6, 'C')] });
  },
  'refuses items that do not follow on what it holds, and what is older': async ({ store }) => {
    await store.save([{ type: 'viewerItemsReplaced', seq: 3, items: [folder('a', 1, 'A')] }]);
    await store.save([{ type: 'viewerItemsChanged', since: 4, seq: 5, items: [folder('b', 5, 'ahead')] }]);
    await store.save([{ type: 'viewerItemsChanged', since: 1, seq: 2, items: [folder('a', 2, 'old')] }]);
    await store.save([{ type: 'viewerItemsReplaced', seq: 2, items: [] }]);
    expect(await itemsOf(store)).toEqual({ seq: 3, items: [folder('a', 1, 'A')] });
    await store.save([{ type: 'viewerItemsReplaced', seq: 9, items: [folder('z', 9, 'Z')] }]);
    expect(await itemsOf(store)).toEqual({ seq: 9, items: [folder('z', 9, 'Z')] });
  },
};
