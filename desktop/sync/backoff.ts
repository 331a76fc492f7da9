export interface BackoffRange {
  readonly firstMs: number;
  readonly maxMs: number;
}

/**
 * How long to wait before attempt `attempt` (1 is the first repeat), in milliseconds: doubled each time up to the maximum, then a random
 * point in its upper half, so that clients which lost their server together do not come back together.
 */
export function backoffMs(attempt: number, { firstMs, maxMs }: BackoffRange, random: () => number): number {
  const ceilingMs = Math.min(maxMs, firstMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(ceilingMs * (0.5 + random() / 2));
}
