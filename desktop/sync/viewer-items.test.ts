import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ManualBrowser, settled } from '../test/manual-platform.ts';
import { ModelNetwork } from '../test/model-network.ts';
import type { ModelServer } from '../test/model-server.ts';
import { ANN, startWorld } from '../test/model-world.ts';
import { Refused } from '../test/refused.ts';
import { openTestClient, type TestClient } from '../test/test-client.ts';
import type { ViewerItemChange } from './viewer-item.ts';
import { NO_PREFERENCES } from './viewer-state.ts';

const AT = '2026-11-21T12:00:00.000000Z';
const folder = (key: string, name: string | null): ViewerItemChange => ({
  kind: 'FOLDER',
  key,
  value: name === null ? null : { name, position: 1 },
});
const folders = ({ sync }: TestClient) => [...sync.viewerItems.state.get().FOLDER].map(([key, { name }]) => [key, name]);
const elsewhere = (server: ModelServer, key: string, name: string) =>
  server.items.set(ANN, { kind: 'FOLDER', key, folder: { name, position: 1 } });

it('shows a change at once and brings it to all devices of the person', async () => {
  const server = startWorld();
  const [here, there] = [await openTestClient(server, ANN), await openTestClient(server, ANN)];
  const saved = here.sync.viewerItems.set(folder('f', 'Work'));
  expect(folders(here)).toEqual([['f', 'Work']]);
  await saved;
  await settled();
  expect([folders(here), folders(there)]).toEqual([[['f', 'Work']], [['f', 'Work']]]);
  expect(here.sync.outbox.items.get()).toEqual([]);
  await here.sync.viewerItems.set(folder('f', null));
  await settled();
  expect([folders(here), folders(there), there.sync.viewerItems.seq]).toEqual([[], [], 2]);
  await Promise.all([here.crash(), there.crash()]);
});

it('keeps what is changed without a network, through a restart, and sends it once there is one', async () => {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  ann.network.isUp = false;
  ann.network.cut();
  await ann.sync.viewerItems.set({ kind: 'CONVERSATION', key: 'team', value: { pinnedAt: AT } });
  await ann.sync.viewerItems.set({ kind: 'CONVERSATION', key: 'team', value: { isMarkedUnread: true } });
  await ann.crash();
  server.items.set(ANN, { kind: 'CONVERSATION', key: 'team', conversation: { mutedUntil: AT } });
  const network = new ModelNetwork(server, ANN);
  network.isUp = false;
  const again = await openTestClient(server, ANN, { store: ann.store, network });
  const own = { ...NO_PREFERENCES, pinnedAt: AT, isMarkedUnread: true };
  expect(again.sync.viewerItems.state.get().CONVERSATION.get('team')).toEqual(own);
  network.isUp = true;
  await again.platform.advance(60_000);
  expect(again.sync.viewerItems.state.get().CONVERSATION.get('team')).toEqual({ ...own, mutedUntil: AT });
  expect(again.sync.outbox.items.get()).toEqual([]);
  await again.crash();
});

it('fills a gap, and takes no older event for a newer state', async () => {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  const heard: Parameters<TestClient['sync']['viewerItems']['receive']>[0][] = [];
  const stop = server.onEvent((userId, event) => {
    if (userId === ANN && event.__typename === 'ViewerItemChanged') heard.push(event);
  });
  ann.network.isStreaming = false;
  elsewhere(server, 'f', 'first');
  elsewhere(server, 'f', 'second');
  ann.network.inTransit.length = 0;
  ann.network.isStreaming = true;
  elsewhere(server, 'g', 'third');
  await settled();
  const all = [
    ['f', 'second'],
    ['g', 'third'],
  ];
  expect([folders(ann).sort(), ann.sync.viewerItems.seq]).toEqual([all, 3]);
  for (const event of heard) ann.sync.viewerItems.receive(event);
  expect(folders(ann).sort()).toEqual(all);
  stop();
  await ann.crash();
});

it('takes back what the server refuses', async () => {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  server.items.set = () => {
    throw new Refused('VALIDATION_ERROR', { field: 'input.folder' });
  };
  await ann.sync.viewerItems.set(folder('f', 'one too many'));
  await settled();
  expect([folders(ann), ann.sync.outbox.items.get()]).toEqual([[], []]);
  await ann.crash();
});

it('begins anew where the server was set back', async () => {
  const before = startWorld();
  const ann = await openTestClient(before, ANN);
  for (const name of ['a', 'b', 'c']) elsewhere(before, name, name);
  await settled();
  await ann.crash();
  const server = startWorld();
  elsewhere(server, 'a', 'restored');
  const again = await openTestClient(server, ANN, { store: ann.store });
  await settled();
  expect([folders(again), again.sync.viewerItems.seq]).toEqual([[['a', 'restored']], 1]);
  await again.crash();
});

it('does nothing where nothing changes, and keeps the map of a kind that stays as it was', async () => {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  await ann.sync.viewerItems.set(folder('f', 'Work'));
  await settled();
  const before = ann.sync.viewerItems.state.get();
  await ann.sync.viewerItems.set(folder('f', 'Work'));
  await ann.sync.viewerItems.set(folder('none', null));
  await settled();
  expect(ann.sync.viewerItems.state.get()).toBe(before);
  await ann.sync.viewerItems.set({ kind: 'CONVERSATION', key: 'team', value: { pinnedAt: AT } });
  expect(ann.sync.viewerItems.state.get().FOLDER).toBe(before.FOLDER);
  expect(ann.sync.viewerItems.seq).toBe(1);
  await settled();
  await ann.crash();
});

/** What two devices of one person do, in any interleaving. */
const act = fc.record({
  device: fc.constantFrom(0, 1),
  kind: fc.constantFrom('pin', 'mute', 'unread', 'folder', 'remove', 'read', 'draft', 'cut', 'connect', 'deafen', 'restart'),
  key: fc.constantFrom('team', 'direct'),
  value: fc.nat(3),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

function changeOf({ kind, key, value }: Act): ViewerItemChange | null {
  const time = `2026-11-21T12:00:0${value}.000000Z`;
  const thread = { conversationId: key, rootSeq: 1, readSeq: value };
  const changes: Partial<Record<Act['kind'], ViewerItemChange>> = {
    pin: { kind: 'CONVERSATION', key, value: { pinnedAt: value === 0 ? null : time } },
    mute: { kind: 'CONVERSATION', key, value: { mutedUntil: time } },
    unread: { kind: 'CONVERSATION', key, value: { isMarkedUnread: value > 1 } },
    folder: folder(key, `Folder ${value}`),
    remove: folder(key, null),
    read: { kind: 'THREAD', key, value: value === 3 ? { ...thread, isFollowed: false } : thread },
    draft: { kind: 'DRAFT', key, value: value === 0 ? null : { text: `text ${value}`, replyToSeq: null, updatedAt: time } },
  };
  return changes[kind] ?? null;
}

async function perform(server: ModelServer, devices: TestClient[], step: Act): Promise<void> {
  const device = devices[step.device];
  if (device === undefined) return;
  const change = changeOf(step);
  if (change !== null) await device.sync.viewerItems.set(change);
  if (step.kind === 'cut') {
    device.network.isUp = false;
    device.network.cut();
  }
  if (step.kind === 'connect') device.network.isUp = true;
  if (step.kind === 'deafen') device.network.isStreaming = !device.network.isStreaming;
  if (step.kind === 'restart') {
    await device.crash();
    devices[step.device] = await openTestClient(server, ANN, { store: device.store, browser: new ManualBrowser() });
  }
  if (step.value > 1) await device.platform.advance(step.value * 500);
}

it('ends equal on every device, whatever the interleaving', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (steps) => {
      const server = startWorld();
      server.items.pageSize = 2;
      const devices = [await openTestClient(server, ANN), await openTestClient(server, ANN)];
      for (const step of steps) await perform(server, devices, step);
      for (const { network } of devices) [network.isUp, network.isStreaming] = [true, true];
      for (const { platform } of devices) await platform.advance(120_000);
      server.interrupt();
      for (const { platform } of devices) await platform.advance(10_000);
      const fresh = await openTestClient(server, ANN);
      await settled();
      for (const { sync, store } of [...devices, fresh]) {
        expect(sync.outbox.items.get()).toEqual([]);
        expect(sync.viewerItems.state.get()).toEqual(fresh.sync.viewerItems.state.get());
        expect((await store.load()).viewerItems.seq).toBe(fresh.sync.viewerItems.seq);
      }
      await Promise.all([...devices, fresh].map((client) => client.crash()));
    }),
    { numRuns: 150 },
  );
});
