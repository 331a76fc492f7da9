import { describe, expect, it } from 'vitest';
import { advantage, medians } from './figures.ts';

describe('medians', () => {
  it('takes the middle run of each figure by itself, and the mean of the two in the middle', () => {
    expect(
      medians([
        { a: 3, b: 10 },
        { a: 1, b: 30 },
        { a: 2, b: 20 },
      ]),
    ).toEqual({ a: 2, b: 20 });
    expect(medians([{ a: 1 }, { a: 4 }])).toEqual({ a: 2.5 });
  });

  it('keeps a figure that only some runs have', () => {
    expect(medians([{ a: 1 }, { a: 3, b: 7 }, { a: 2 }])).toEqual({ a: 2, b: 7 });
  });
});

describe('advantage', () => {
  it('is how many times more at a rate, how many times less of anything else', () => {
    expect(advantage('sends/s', 30, 10)).toBe(3);
    expect(advantage('catch-up, p50, ms', 5, 10)).toBe(2);
  });

  it('says nothing of shares and of nothing', () => {
    expect([advantage('CPU of server, %', 50, 100), advantage('sends/s', 1, 0)]).toEqual([undefined, undefined]);
  });
});
