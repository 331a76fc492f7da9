import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, it } from 'vitest';
import { plainSend } from '../../sync/operation.ts';
import type { StoreChange } from '../../sync/store.ts';
import { describeStoreContract } from '../../test/store-contract.ts';
import { conversationRow, messageRow } from '../../test/store-rows.ts';
import { IndexedDbStore } from './indexed-db-store.ts';
import { openStore } from './open-store.ts';

describeStoreContract('IndexedDbStore', () => IndexedDbStore.open('ann'));

const all = { before: Number.MAX_SAFE_INTEGER, limit: 100 };

it('saves all of a list of changes or none of it', async () => {
  const store = await IndexedDbStore.open('ann');
  const unstorable = { type: 'draftSet', draft: { conversationId: 'team', text: () => {} } } as unknown as StoreChange;
  const conversation = conversationRow();
  await expect(
    store.save([{ type: 'conversationReplaced', conversation, messages: [messageRow(10)], threads: [], members: [] }, unstorable]),
  ).rejects.toThrow();
  expect(await store.listMessages('team', all)).toBeNull();
  await store.destroy();
});

/** What rows are known by, where they say it themselves. */
type Keys = Readonly<Record<string, string | string[] | null>>;

const ownedKeys: Keys = { outbox: 'clientMessageId', drafts: 'conversationId', readMarks: 'conversationId' };
const cacheKeys: Keys = { conversations: 'id', messages: ['conversationId', 'seq'], members: ['conversationId', 'userId'], people: 'id' };
const versions: Readonly<Record<1 | 2, Keys>> = {
  1: { ...cacheKeys, ...ownedKeys },
  2: { ...cacheKeys, receipts: ['conversationId', 'userId'], settings: null, ...ownedKeys },
};

it.each([1, 2] as const)('carries what is owned over from version %i, and drops rows that say too little', async (version) => {
  const before = await openDB('parley-ann', version, {
    upgrade(db) {
      for (const [name, keyPath] of Object.entries(versions[version])) db.createObjectStore(name, keyPath === null ? {} : { keyPath });
    },
  });
  const common = { conversationId: 'team', createdAt: '2026-01-05T09:00:00.000Z', position: 1, attempts: 2 };
  const refusal = { code: 'FORBIDDEN', message: 'No.' };
  await before.put('outbox', { clientMessageId: 'waiting', text: 'not sent', ...common, refusal: null });
  await before.put('outbox', { clientMessageId: 'refused', text: 'not taken', ...common, position: 2, refusal });
  await before.put('drafts', { conversationId: 'team', text: 'half a thou' });
  await before.put('readMarks', { conversationId: 'team', readSeq: 9 });
  await before.put('conversations', conversationRow());
  const { reactions: _reactions, threadRootSeq: _threadRootSeq, ...message } = messageRow(10);
  await before.put('messages', message);
  before.close();
  const store = await IndexedDbStore.open('ann');
  expect(await store.load()).toEqual({
    conversations: [],
    people: [],
    outbox: [
      { id: 'waiting', operation: plainSend('not sent'), ...common, refusal: null },
      { id: 'refused', operation: plainSend('not taken'), ...common, position: 2, refusal },
    ],
    drafts: [{ conversationId: 'team', text: 'half a thou' }],
    readMarks: [{ conversationId: 'team', readSeq: 9 }],
    settings: null,
    viewerItems: { seq: 0, items: [] },
  });
  const conversation = conversationRow();
  await store.save([{ type: 'conversationReplaced', conversation, messages: [messageRow(10)], threads: [], members: [] }]);
  expect((await store.listMessages('team', all))?.messages).toEqual([messageRow(10)]);
  await store.destroy();
});

it('survives a reload', async () => {
  const before = await IndexedDbStore.open('ann');
  await before.save([{ type: 'draftSet', draft: { conversationId: 'team', text: 'kept' } }]);
  before.close();
  const after = await IndexedDbStore.open('ann');
  expect((await after.load()).drafts).toEqual([{ conversationId: 'team', text: 'kept' }]);
  await after.destroy();
});

it('keeps two people of one browser apart', async () => {
  const [ann, bob] = await Promise.all([openStore('ann'), openStore('bob')]);
  await ann.save([{ type: 'draftSet', draft: { conversationId: 'team', text: 'only for ann' } }]);
  expect((await bob.load()).drafts).toEqual([]);
  await Promise.all([ann.destroy(), bob.destroy()]);
});

it('lets another tab log out without waiting for this one', async () => {
  const [here, there] = await Promise.all([IndexedDbStore.open('ann'), IndexedDbStore.open('ann')]);
  await there.destroy();
  await expect(here.save([{ type: 'draftSet', draft: { conversationId: 'team', text: 'late' } }])).rejects.toThrow();
});
