import { expect, it } from 'vitest';
import { settled } from '../test/manual-platform.ts';
import { ANN, BOB, startWorld } from '../test/model-world.ts';
import { openTestClient } from '../test/test-client.ts';
import { SET_ACTIVITY, WATCH_PRESENCE } from './presence-documents.ts';

const ONLINE = { status: 'ONLINE', device: 'DESKTOP', lastSeenAt: null } as const;
const AWAY = { ...ONLINE, status: 'AWAY' } as const;
const GONE = { status: 'OFFLINE', device: null, lastSeenAt: '2026-01-05T08:00:00.000Z' } as const;

async function open() {
  const server = startWorld();
  server.addPerson('cid');
  server.setPresence(BOB, ONLINE);
  const ann = await openTestClient(server, ANN);
  await ann.platform.advance(1_000);
  const lists = () => ann.network.asked.filter((document) => document === WATCH_PRESENCE).length;
  const presenceOf = (id: string) => ann.sync.presence.people.get().get(id);
  return { ...ann, server, lists, presenceOf };
}

it('asks once for all who are shown in the same moment, and follows them (PRESENCE-4)', async () => {
  const { sync, server, platform, lists, presenceOf, crash } = await open();
  const before = lists();
  for (const id of [BOB, 'cid']) sync.presence.watch(id);
  await platform.advance(100);
  expect([lists() - before, presenceOf(BOB), presenceOf('cid')?.status]).toEqual([1, ONLINE, 'OFFLINE']);
  server.setPresence(BOB, AWAY);
  await settled();
  expect(presenceOf(BOB)).toEqual(AWAY);
  await crash();
});

it('watches a person as long as anybody shows them', async () => {
  const { sync, server, platform, lists, presenceOf, crash } = await open();
  const stops = [sync.presence.watch(BOB), sync.presence.watch(BOB)];
  await platform.advance(100);
  stops[0]?.();
  stops[0]?.();
  await platform.advance(100);
  expect(presenceOf(BOB)).toEqual(ONLINE);
  const before = lists();
  stops[1]?.();
  await platform.advance(1_000);
  server.setPresence(BOB, AWAY);
  await settled();
  expect([lists() - before, presenceOf(BOB)]).toEqual([1, undefined]);
  await crash();
});

it('goes on after a new connection, and forgets what it knew when none comes', async () => {
  const { sync, server, platform, network, presenceOf, crash } = await open();
  sync.presence.watch(BOB);
  await platform.advance(100);
  network.isUp = false;
  network.cut();
  server.setPresence(BOB, GONE);
  await platform.advance(5_000);
  expect(presenceOf(BOB)).toEqual(ONLINE);
  await platform.advance(10_000);
  expect(presenceOf(BOB)).toBeUndefined();
  network.isUp = true;
  await platform.advance(30_000);
  expect(presenceOf(BOB)).toEqual(GONE);
  await crash();
});

it('watches the 500 who were shown last when more are shown', async () => {
  const { sync, platform, presenceOf, crash } = await open();
  sync.presence.watch(BOB);
  for (let i = 0; i < 500; i += 1) sync.presence.watch(`person-${i}`);
  await platform.advance(100);
  expect([sync.presence.people.get().size, presenceOf(BOB)]).toEqual([500, undefined]);
  sync.presence.watch(BOB);
  await platform.advance(1_000);
  expect(presenceOf(BOB)).toEqual(ONLINE);
  await crash();
});

it('keeps an event that overtakes the answer', async () => {
  const { sync, server, platform, network, presenceOf, crash } = await open();
  sync.presence.watch(BOB);
  await platform.advance(100);
  sync.presence.refresh();
  network.deliver({ __typename: 'PresenceChanged', userId: BOB, ...AWAY });
  await settled();
  expect(presenceOf(BOB)).toEqual(AWAY);
  expect(server.presenceOf(BOB)).toMatchObject(ONLINE);
  await crash();
});

it('sends its list at most once a second while another is shown every moment', async () => {
  const { sync, platform, lists, presenceOf, crash } = await open();
  await platform.advance(1_000);
  const before = lists();
  for (let i = 0; i < 30; i += 1) {
    sync.presence.watch(`person-${i}`);
    await platform.advance(100);
  }
  await platform.advance(1_000);
  expect(lists() - before).toBe(4);
  expect(presenceOf('person-29')).toBeDefined();
  await crash();
});

it('asks again for a list whose answer was lost', async () => {
  const { sync, platform, network, presenceOf, crash } = await open();
  network.isAnswering = false;
  sync.presence.watch(BOB);
  await platform.advance(5_000);
  network.isAnswering = true;
  await platform.advance(11_000);
  expect(presenceOf(BOB)).toEqual(ONLINE);
  await crash();
});

it('is away after five minutes without input, and back with the first (PRESENCE-1)', async () => {
  const { platform, server, network, crash } = await open();
  const told = () => network.asked.filter((document) => document === SET_ACTIVITY).length;
  await platform.advance(200_000);
  platform.touch();
  await platform.advance(299_999);
  expect([server.active.get(ANN), told()]).toEqual([undefined, 0]);
  await platform.advance(1);
  expect(server.active.get(ANN)).toBe(false);
  for (let i = 0; i < 100; i += 1) platform.touch();
  await settled();
  expect([server.active.get(ANN), told()]).toEqual([true, 2]);
  await crash();
});

it('tells a new socket that nobody is there', async () => {
  const { platform, server, network, crash } = await open();
  await platform.advance(300_000);
  server.active.clear();
  network.cut();
  await platform.advance(10_000);
  expect(server.active.get(ANN)).toBe(false);
  network.isAnswering = false;
  platform.touch();
  server.active.clear();
  await platform.advance(11_000);
  network.isAnswering = true;
  await platform.advance(10_000);
  expect(server.active.get(ANN)).toBe(true);
  await crash();
});
