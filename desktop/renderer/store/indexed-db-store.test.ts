import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { StoreChange } from '../../sync/store.ts';
import { conversationRow, describeStoreContract, messageRow } from '../../test/store-contract.ts';
import { IndexedDbStore } from './indexed-db-store.ts';
import { openStore } from './open-store.ts';

describeStoreContract('IndexedDbStore', () => IndexedDbStore.open('ann'));

const all = { before: Number.MAX_SAFE_INTEGER, limit: 100 };

it('saves all of a list of changes or none of it', async () => {
  const store = await IndexedDbStore.open('ann');
  const unstorable = { type: 'draftSet', draft: { conversationId: 'team', text: () => {} } } as unknown as StoreChange;
  const conversation = conversationRow();
  await expect(
    store.save([{ type: 'conversationReplaced', conversation, messages: [messageRow(10)], members: [] }, unstorable]),
  ).rejects.toThrow();
  expect(await store.listMessages('team', all)).toBeNull();
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
