import { expect, it } from 'vitest';
import { settled } from '../test/manual-platform.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient } from '../test/test-client.ts';

it('finds what is held of any conversation, the newest first, with no network', async () => {
  const server = startWorld();
  for (let n = 1; n <= 6; n += 1) say(server, [BOB, 'team'], n % 2 === 0 ? `apple ${n}` : `pear ${n}`);
  const ann = await openTestClient(server, ANN);
  await ann.sync.history.open('team');
  while (ann.sync.history.hasOlder('team')) await ann.sync.history.loadOlder('team');
  await settled();
  const found = await ann.sync.heldMessages.find({ text: 'appl', order: 'TIME', limit: 2, isShown: () => true, isWanted: () => true });
  expect(found.map(({ text }) => text)).toEqual(['apple 6', 'apple 4']);
  await ann.crash();
});

it('gives nothing to who has stopped waiting', async () => {
  const server = startWorld();
  say(server, [BOB, 'team'], 'apple');
  const ann = await openTestClient(server, ANN);
  await settled();
  expect(await ann.sync.heldMessages.find({ text: 'apple', order: 'TIME', limit: 5, isShown: () => true, isWanted: () => false })).toEqual(
    [],
  );
  await ann.crash();
});
