import { expect, it } from 'vitest';
import { Passwords } from './passwords.ts';
import { Turns } from './turns.ts';

it('hashes with argon2id and a salt of its own', async () => {
  const passwords = new Passwords();
  const [one, other] = await Promise.all([passwords.hash('seven green bicycles'), passwords.hash('seven green bicycles')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(other).not.toBe(one);
  expect(await passwords.matches('seven green bicycles', one)).toBe(true);
  expect(await passwords.matches('seven green bicycle', one)).toBe(false);
  expect(await passwords.matches('seven green bicycles', null)).toBe(false);
});

it('leaves the main thread free while it hashes', async () => {
  const passwords = new Passwords();
  let isDone = false;
  const hashing = Promise.all(Array.from({ length: 20 }, () => passwords.hash('seven green bicycles'))).then(() => {
    isDone = true;
  });
  let turns = 0;
  while (!isDone) {
    await new Promise(setImmediate);
    turns += 1;
  }
  await hashing;
  expect(turns).toBeGreaterThan(100);
});

it('runs a few at a time, in the order they came, and turns away what would wait too long', async () => {
  const turns = new Turns({ atOnce: 2, waitingMax: 3 });
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const started: number[] = [];
  const all = gates.map(({ promise }, i) =>
    turns.run(async () => {
      started.push(i);
      await promise;
    }),
  );
  await expect(turns.run(async () => undefined)).rejects.toMatchObject({ code: 'UNAVAILABLE', retryable: true, retryAfterMs: 5000 });
  expect(started).toEqual([0, 1]);
  gates[1]?.reject(new Error('failed work gives its turn back too'));
  await expect(all[1]).rejects.toThrow();
  expect(started).toEqual([0, 1, 2]);
  for (const gate of gates) gate.resolve();
  await Promise.allSettled(all);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  expect(await turns.run(async () => 'free again')).toBe('free again');
});
