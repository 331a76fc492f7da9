import 'fake-indexeddb/auto';
import { openDB } from 'idb';
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

it('carries what is owned over from the version before, and drops rows that say too little', async () => {
  const keys = { conversations: 'id', messages: ['conversationId', 'seq'], members: ['conversationId', 'userId'], people: 'id' };
  const ownedKeys = { outbox: 'clientMessageId', drafts: 'conversationId', readMarks: 'conversationId' };
  const before = await openDB('parley-ann', 1, {
    upgrade(db) {
      for (const [name, keyPath] of Object.entries({ ...keys, ...ownedKeys })) db.createObjectStore(name, { keyPath });
    },
  });
  const outgoing = { clientMessageId: 'key', conversationId: 'team', text: 'not sent', createdAt: '2026-01-05T09:00:00.000Z' };
  const row = { ...outgoing, position: 1, attempts: 2, refusal: null };
  await before.put('outbox', row);
  await before.put('drafts', { conversationId: 'team', text: 'half a thou' });
  await before.put('readMarks', { conversationId: 'team', readSeq: 9 });
  const { mentionCount: _mentionCount, ...conversation } = conversationRow();
  await before.put('conversations', conversation);
  const { mentions: _mentions, mentionsAll: _mentionsAll, ...message } = messageRow(10);
  await before.put('messages', message);
  before.close();
  const store = await IndexedDbStore.open('ann');
  expect(await store.load()).toEqual({
    conversations: [],
    people: [],
    outbox: [row],
    drafts: [{ conversationId: 'team', text: 'half a thou' }],
    readMarks: [{ conversationId: 'team', readSeq: 9 }],
    settings: null,
  });
  await store.save([{ type: 'conversationReplaced', conversation: conversationRow(), messages: [messageRow(10)], members: [] }]);
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
