import { expect, it } from 'vitest';
import { settled } from '../test/manual-platform.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient } from '../test/test-client.ts';
import { PROFILES, RENAMED_PEOPLE } from './people-documents.ts';
import type { Profile } from './records.ts';

const PLAIN: Profile = {
  ...{ id: BOB, username: BOB, displayName: 'Bob' },
  ...{ title: null, timeZone: null, statusText: null, statusEmoji: null, statusExpiresAt: null },
};
const RENAMED: Profile = { ...PLAIN, displayName: 'Robert' };
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

it('gives everybody whom it has met their new name at once, watched or not, and keeps it', async () => {
  const { sync, network, platform, store, crash } = await open();
  say(network.server, [BOB, 'team'], 'hello');
  await platform.advance(0);
  const names = sync.replica.names.get();
  expect(sync.replica.person(BOB)?.displayName).toBe('BOB');
  network.deliver({ __typename: 'ProfileChanged', user: RENAMED });
  await settled();
  expect([sync.replica.person(BOB)?.displayName, sync.replica.names.get() === names]).toEqual(['Robert', false]);
  const held = sync.replica.names.get();
  network.deliver({ __typename: 'ProfileChanged', user: { ...RENAMED, statusText: 'On a train' } });
  await settled();
  expect(sync.replica.names.get()).toBe(held);
  await crash();
  const again = await openTestClient(network.server, ANN, { store });
  expect(again.sync.replica.person(BOB)?.displayName).toBe('Robert');
  await again.crash();
});

it('learns names that were taken while it was away, from the newest on that it holds, however often it has to ask', async () => {
  const { sync, network, platform, crash } = await open();
  say(network.server, [BOB, 'team'], 'hello');
  await platform.advance(0);
  const heard = sync.replica.conversation('team')?.lastActivityAt ?? '';
  network.isUp = false;
  network.cut();
  const { displayName, id, username } = RENAMED;
  network.renamed.push({ at: `${heard}1`, person: { id, username, displayName } });
  for (let i = 0; i < 3; i += 1) say(network.server, [ANN, 'team'], 'meanwhile');
  // The first answer is lost, though what was said meanwhile comes.
  network.isUp = true;
  network.isLosing = RENAMED_PEOPLE;
  await platform.advance(5_000);
  expect(sync.replica.conversation('team')?.lastMessage?.text).toBe('meanwhile');
  expect(sync.replica.person(BOB)?.displayName).toBe('BOB');
  network.isLosing = null;
  network.cut();
  await platform.advance(60_000);
  expect(sync.replica.person(BOB)?.displayName).toBe('Robert');
  await crash();
});
