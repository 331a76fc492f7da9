import { expect, it } from 'vitest';
import { settled } from '../test/manual-platform.ts';
import { ANN, BOB, startWorld } from '../test/model-world.ts';
import { openTestClient } from '../test/test-client.ts';
import { PROFILES } from './people-documents.ts';
import type { Profile } from './records.ts';

const PLAIN: Profile = {
  ...{ id: BOB, username: BOB, displayName: 'Bob' },
  ...{ title: null, timeZone: null, statusText: null, statusEmoji: null, statusExpiresAt: null },
};
const BUSY: Profile = { ...PLAIN, statusText: 'On a train', statusEmoji: '🚆' };

async function open() {
  const ann = await openTestClient(startWorld(), ANN);
  ann.network.profiles.set(BOB, PLAIN);
  await ann.platform.advance(1_000);
  const questions = () => ann.network.asked.filter((document) => document === PROFILES).length;
  const profile = () => ann.sync.profiles.people.get().get(BOB);
  return { ...ann, questions, profile };
}

it('asks once for who is shown, and takes what is told live (ID-6)', async () => {
  const { sync, network, platform, questions, profile, crash } = await open();
  sync.profiles.watch(BOB);
  sync.profiles.watch(BOB);
  await platform.advance(100);
  expect([questions(), profile()]).toEqual([1, PLAIN]);
  network.deliver({ __typename: 'ProfileChanged', user: BUSY });
  await settled();
  expect(profile()).toEqual(BUSY);
  await crash();
});

it('learns after a cut what was changed meanwhile', async () => {
  const { sync, network, platform, profile, crash } = await open();
  sync.profiles.watch(BOB);
  await platform.advance(100);
  network.isUp = false;
  network.cut();
  network.profiles.set(BOB, BUSY);
  await platform.advance(5_000);
  expect(profile()).toEqual(PLAIN);
  network.isUp = true;
  await platform.advance(60_000);
  expect(profile()).toEqual(BUSY);
  await crash();
});

it('asks again for who was not shown for a while: nobody told of them', async () => {
  const { sync, network, platform, profile, crash } = await open();
  const stop = sync.profiles.watch(BOB);
  await platform.advance(100);
  stop();
  network.profiles.set(BOB, BUSY);
  await platform.advance(1_000);
  sync.profiles.watch(BOB);
  await platform.advance(100);
  expect(profile()).toEqual(BUSY);
  await crash();
});
