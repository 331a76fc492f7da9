import { describe, expect, it } from 'vitest';
import { isKept, PROMISES } from './promises.ts';
import { WORKLOADS } from './workloads/all.ts';

const promise = {
  says: 'at least ten a second within 5 ms',
  workload: 'send',
  limits: [
    { figure: 'sends/s', atLeast: 10 },
    { figure: 'p95, ms', atMost: 5 },
  ],
};

describe('a promise', () => {
  it('is kept when every limit is', () => {
    expect(isKept(promise, { 'sends/s': 10, 'p95, ms': 5 })).toBe(true);
  });

  it('is broken by one figure', () => {
    expect(isKept(promise, { 'sends/s': 9.9, 'p95, ms': 5 })).toBe(false);
    expect(isKept(promise, { 'sends/s': 10, 'p95, ms': 5.1 })).toBe(false);
  });

  it('is neither while a figure is missing', () => {
    expect(isKept(promise, { 'sends/s': 10 })).toBeUndefined();
  });

  it('names a workload that there is', () => {
    expect(PROMISES.filter(({ workload }) => WORKLOADS[workload] === undefined)).toEqual([]);
  });
});
