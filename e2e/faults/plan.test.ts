import { expect, it } from 'vitest';
import { seededRandom } from '../crash/seeded-random.ts';
import { drawPlan, FAULT_KINDS, faultsIn } from './plan.ts';

const planOf = (seed: number, totalMs: number) => drawPlan({ random: seededRandom(seed), totalMs, partitionMs: 8_000 });

it('draws the same plan for the same seed and another for another', () => {
  expect(planOf(7, 60_000)).toEqual(planOf(7, 60_000));
  expect(planOf(7, 60_000)).not.toEqual(planOf(8, 60_000));
});

it.each([1, 2, 3, 4, 5])('has every kind of fault in the short run, whatever the seed (%i)', (seed) => {
  const kinds = new Set(faultsIn(planOf(seed, 105_000)).map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual([...FAULT_KINDS].sort());
});

it('fills the time and no more', () => {
  const plan = planOf(3, 600_000);
  const takesMs = plan.reduce(
    (sum, { pauseMs, durationMs, companion }) => sum + pauseMs + Math.max(durationMs, companion?.durationMs ?? 0),
    0,
  );
  expect(takesMs).toBeLessThanOrEqual(600_000);
  expect(takesMs).toBeGreaterThan(570_000);
  expect(new Set(plan.map(({ node }) => node))).toEqual(new Set([0, 1]));
});

it('lets two faults come together now and then, never two of the same part', () => {
  const pairs = planOf(5, 600_000).flatMap(({ kind, companion }) => (companion === undefined ? [] : [[kind, companion.kind]]));
  expect(pairs.length).toBeGreaterThan(5);
  expect(pairs.filter(([one = '', other = '']) => one.split(' ').at(-1) === other.split(' ').at(-1))).toEqual([]);
});
