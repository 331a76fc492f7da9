export interface Percentiles {
  readonly count: number;
  readonly averageMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Durations in milliseconds, all of them kept: percentiles are exact. */
export class Latencies {
  readonly #values: number[] = [];

  add(milliseconds: number): void {
    this.#values.push(milliseconds);
  }

  /** Null when nothing was measured. */
  summary(): Percentiles | null {
    if (this.#values.length === 0) return null;
    const sorted = Float64Array.from(this.#values).sort();
    const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
    const sum = sorted.reduce((total, value) => total + value, 0);
    return { count: sorted.length, averageMs: round(sum / sorted.length), p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) };
  }
}

const round = (value: number) => Math.round(value * 100) / 100;
