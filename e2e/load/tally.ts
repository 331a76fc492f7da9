import { Latencies } from './latencies.ts';

/** What one phase of a workload did. Times are milliseconds of this process's clock. */
export class Tally {
  readonly acknowledgement = new Latencies();
  readonly delivery = new Latencies();
  /** By code, or `closed` and the close code for a socket that the server closed. */
  readonly errors = new Map<string, number>();
  sent = 0;
  acknowledged = 0;
  /** How many deliveries the acknowledged messages should come to. */
  expected = 0;
  delivered = 0;
  readonly startedAt = performance.now();
  lastAt = this.startedAt;

  get seconds(): number {
    return (this.lastAt - this.startedAt) / 1000;
  }

  get errorCount(): number {
    return this.errors.values().reduce((total, count) => total + count, 0);
  }

  get isComplete(): boolean {
    return this.acknowledged + this.errorCount >= this.sent && this.delivered >= this.expected;
  }

  fail(code: string): void {
    this.errors.set(code, (this.errors.get(code) ?? 0) + 1);
  }
}
