import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BridgeStore } from '../../renderer/store/bridge-store.ts';
import type { Store } from '../../sync/store.ts';
import { type BridgedStores, openBridgedStores } from '../../test/bridged-stores.ts';
import { describeStoreContract } from '../../test/store-contract.ts';
import { conversationRow, messageRow } from '../../test/store-rows.ts';

let root: string;
let bridged: BridgedStores;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'parley-bridge-'));
  bridged = await openBridgedStores(root);
});

afterAll(async () => {
  await bridged.stores.closeAll();
  rmSync(root, { recursive: true, force: true });
});

async function openStore(viewerId = 'ann'): Promise<Store> {
  const { store } = await BridgeStore.open(bridged.bridge, viewerId);
  if (store === null) throw new Error('Nothing is kept.');
  return store;
}

describeStoreContract('BridgeStore, over main and its store thread,', () => openStore());

const draft = (text: string) => ({ type: 'draftSet', draft: { conversationId: 'team', text } }) as const;

describe('a store over the bridge', () => {
  it('keeps two people of one workspace apart', async () => {
    const ann = await openStore('ann');
    await ann.save([draft('only for ann')]);
    const bob = await openStore('bob');
    expect((await bob.load()).drafts).toEqual([]);
    const again = await openStore('ann');
    expect((await again.load()).drafts).toEqual([draft('only for ann').draft]);
    await again.destroy();
  });

  it('says that it is closed', async () => {
    const store = await openStore();
    store.close();
    await expect(store.load()).rejects.toMatchObject({ code: 'CLOSED' });
  });

  it('refuses what is no change, and saves nothing of it', async () => {
    const store = await openStore();
    const broken = JSON.stringify([draft('half'), { type: 'messageSent', message: { ...messageRow(1), seq: -1 } }]);
    await expect(bridged.bridge.call('store.save', { changes: broken })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(bridged.bridge.call('store.save', { changes: '{"type"' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect((await store.load()).drafts).toEqual([]);
    await store.destroy();
  });

  it('leaves nothing of anybody when the workspace is wiped', async () => {
    const store = await openStore();
    const conversation = conversationRow();
    await store.save([{ type: 'conversationReplaced', conversation, messages: [messageRow(10)], threads: [], members: [] }]);
    const workspace = { item: { id: 'workspace' }, folder: path.join(root, 'workspace'), vault: undefined as never };
    await bridged.stores.wipe(workspace);
    await expect(store.load()).rejects.toMatchObject({ code: 'CLOSED' });
    const after = await openStore();
    expect((await after.load()).conversations).toEqual([]);
    await after.destroy();
  });
});
