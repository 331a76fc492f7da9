import { expect, it } from 'vitest';
import { ManualBrowser } from '../test/manual-platform.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient, type TestClient } from '../test/test-client.ts';
import { NOTE_INPUT, WHY_NOTIFIED } from './presence-documents.ts';
import type { MessageRow } from './records.ts';

const asksOf = ({ network }: TestClient, document: string) => network.asked.filter((asked) => asked === document).length;

/** Two devices of one person on one clock; the second was taken up later. */
async function twoDevices() {
  const server = startWorld();
  const desk = await openTestClient(server, ANN);
  const { platform } = desk;
  await platform.advance(1_000);
  // Each device has its own input.
  const phone = await openTestClient(server, ANN, { platform: platform.beside(), browser: new ManualBrowser() });
  await platform.advance(1_000);
  const inUse = () => [desk, phone].map(({ sync }) => sync.activity.isInUse);
  return { server, desk, phone, platform, inUse };
}

it('is in use until another device is taken up, and again with the first input here', async () => {
  const { desk, phone, platform, inUse } = await twoDevices();
  expect(inUse()).toEqual([false, true]);
  desk.platform.touch();
  expect(inUse()[0]).toBe(true);
  await platform.advance(0);
  expect(inUse()).toEqual([true, false]);
  const asked = asksOf(desk, NOTE_INPUT);
  for (let i = 0; i < 10; i += 1) desk.platform.touch();
  await platform.advance(1_000);
  expect(asksOf(desk, NOTE_INPUT)).toBe(asked);
  phone.platform.touch();
  await platform.advance(0);
  expect(inUse()).toEqual([false, true]);
  await desk.crash();
  await phone.crash();
});

it('learns after a cut that another device was taken up meanwhile, and takes nothing from it by coming back', async () => {
  const { desk, phone, platform, inUse } = await twoDevices();
  desk.platform.touch();
  await platform.advance(100);
  desk.network.isUp = false;
  desk.network.cut();
  phone.platform.touch();
  await platform.advance(1_000);
  expect(inUse()).toEqual([true, true]);
  desk.network.isUp = true;
  await platform.advance(60_000);
  expect(inUse()).toEqual([false, true]);
  await desk.crash();
  await phone.crash();
});

it('is not in use without input for five minutes, and taken up again by the next', async () => {
  const { desk, phone, platform, inUse } = await twoDevices();
  await platform.advance(5 * 60_000);
  expect(inUse()).toEqual([false, false]);
  desk.platform.touch();
  await platform.advance(0);
  expect(inUse()).toEqual([true, false]);
  await desk.crash();
  await phone.crash();
});

/** What a device answers to whether it tells of a message of Bob's; undefined while it waits. */
async function tellingOf(client: TestClient): Promise<() => boolean | undefined> {
  const notified: MessageRow[] = [];
  const stop = client.sync.notices.onNotice((message) => notified.push(message));
  say(client.network.server, [BOB, 'team'], 'news');
  await client.platform.advance(0);
  stop();
  const [message] = notified;
  if (message === undefined) expect.fail('The message came.');
  let isTold: boolean | undefined;
  void client.sync.notices.isToldHere(message).then((told) => {
    isTold = told;
  });
  await client.platform.advance(0);
  return () => isTold;
}

interface ServersDevice {
  readonly id: string | null;
  readonly isActive: boolean;
  readonly usedAt: string | null;
  readonly isThis: boolean;
}

const [EARLY, LATE] = ['2026-01-05T08:00:00.000000Z', '2026-01-05T08:01:00.000000Z'];
const own = (rest: Partial<ServersDevice> = {}): ServersDevice => ({ id: 'own', isActive: true, usedAt: EARLY, isThis: true, ...rest });
const other = (rest: Partial<ServersDevice> = {}): ServersDevice => ({ id: 'other', isActive: true, usedAt: LATE, isThis: false, ...rest });

/** The desk, while the phone is in use. */
async function openDesk(devices: readonly ServersDevice[]) {
  const { desk, phone, platform } = await twoDevices();
  const { network } = desk;
  network.whyNotified = { notified: true, devices };
  return { desk, platform, network, end: () => Promise.all([desk.crash(), phone.crash()]) };
}

it('tells without asking where it is in use', async () => {
  const { desk, end } = await openDesk([]);
  desk.platform.touch();
  expect((await tellingOf(desk))()).toBe(true);
  expect(asksOf(desk, WHY_NOTIFIED)).toBe(0);
  await end();
});

it.each([
  ['while another one is in use: not', [own(), other()], undefined],
  ['while no other is in use: does', [own(), other({ isActive: false })], true],
  ['while none is in use: does', [own({ isActive: false }), other({ isActive: false })], true],
  ['while it is not among those that are known: not beside one in use', [other()], undefined],
  ['while it is not among those that are known: does beside an idle one', [other({ isActive: false })], true],
] as const)('asks where it is not in use, and tells %s', async (_case, devices, expected) => {
  const { desk, end } = await openDesk(devices);
  expect((await tellingOf(desk))()).toBe(expected);
  await end();
});

it.each([
  ['is gone', [own()], true],
  ['is still there', [own(), other()], false],
  ['is there and idle, and has told', [own(), other({ isActive: false })], false],
] as const)('asks again later, and tells in its place where the device in use %s', async (_case, devices, expected) => {
  const { desk, platform, network, end } = await openDesk([own(), other()]);
  const isTold = await tellingOf(desk);
  network.whyNotified = { notified: true, devices };
  await platform.advance(34_000);
  expect(isTold()).toBeUndefined();
  await platform.advance(1_000);
  expect(isTold()).toBe(expected);
  await end();
});

it('does not tell later of what was read meanwhile', async () => {
  const { desk, platform, network, end } = await openDesk([own(), other()]);
  const isTold = await tellingOf(desk);
  network.whyNotified = { notified: true, devices: [own()] };
  network.server.acknowledge(ANN, { conversationId: 'team', readSeq: network.server.get('team').lastSeq });
  await platform.advance(35_000);
  expect(isTold()).toBe(false);
  await end();
});

it('tells where nobody can be asked', async () => {
  const { desk, network, end } = await openDesk([]);
  network.whyNotified = null;
  expect((await tellingOf(desk))()).toBe(true);
  await end();
});
