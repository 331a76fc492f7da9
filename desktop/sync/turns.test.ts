import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('wants to give others their turn after some milliseconds of work, and goes on with a turn of its own', async () => {
  let now = 0;
  let turns = 0;
  const work = new Turns({
    now: () => now,
    turn: async () => {
      turns += 1;
      now += 100;
    },
  });
  expect(work.isOver).toBe(false);
  now += 7;
  expect(work.isOver).toBe(false);
  now += 1;
  expect(work.isOver).toBe(true);
  await work.next();
  expect([work.isOver, turns]).toEqual([false, 1]);
});
