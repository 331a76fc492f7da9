import { cpus, totalmem } from 'node:os';
import type { CpuShares } from './cpu-meter.ts';
import type { DataFolder } from './data-folder.ts';
import type { Percentiles } from './latencies.ts';
import type { Tally } from './tally.ts';

export interface Machine {
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  readonly postgresql: string;
}

export interface Result {
  readonly workload: string;
  readonly says: string;
  readonly seconds: number;
  readonly sent: number;
  readonly sendsPerSecond: number;
  readonly deliveriesPerSecond: number;
  /** Of the deliveries that the acknowledged messages should come to; null when nobody listened. */
  readonly deliveredShare: number | null;
  readonly acknowledgement: Percentiles | null;
  readonly delivery: Percentiles | null;
  readonly errors: Readonly<Record<string, number>>;
  readonly cpu: CpuShares;
}

export async function describeMachine(folder: DataFolder): Promise<Machine> {
  const database = await folder.connect();
  const { rows } = await database.query<{ server_version: string }>('SHOW server_version');
  await database.end();
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgresql: rows[0]?.server_version ?? 'unknown',
  };
}

export function toResult({ workload, says }: Pick<Result, 'workload' | 'says'>, tally: Tally, cpu: CpuShares): Result {
  const { seconds } = tally;
  return {
    workload,
    says,
    seconds: Math.round(seconds * 100) / 100,
    sent: tally.sent,
    sendsPerSecond: Math.round(tally.acknowledged / seconds),
    deliveriesPerSecond: Math.round(tally.delivered / seconds),
    deliveredShare: tally.expected === 0 ? null : tally.delivered / tally.expected,
    acknowledgement: tally.acknowledgement.summary(),
    delivery: tally.delivery.summary(),
    errors: Object.fromEntries(tally.errors),
    cpu,
  };
}

/** The results as a table for people, one column each. */
export function toTable(results: readonly Result[]): string {
  const rows: [string, (result: Result) => string][] = [
    ['', ({ workload }) => workload],
    ['sends/s', ({ sendsPerSecond }) => whole(sendsPerSecond)],
    ['deliveries/s', ({ deliveriesPerSecond }) => whole(deliveriesPerSecond)],
    ['delivered', ({ deliveredShare }) => (deliveredShare === null ? '–' : `${(deliveredShare * 100).toFixed(3)} %`)],
    ...percentileRows('acknowledged', ({ acknowledgement }) => acknowledgement),
    ...percentileRows('delivered', ({ delivery }) => delivery),
    [
      'errors',
      ({ errors }) =>
        Object.entries(errors)
          .map(([code, count]) => `${count} ${code}`)
          .join(', ') || '0',
    ],
    ['CPU of generator', ({ cpu }) => percent(cpu.generator)],
    ['CPU of server', ({ cpu }) => percent(cpu.server)],
    ['CPU of database', ({ cpu }) => percent(cpu.database)],
    ['CPU of others', ({ cpu }) => percent(cpu.others)],
    ['CPU of server per send, µs', ({ cpu, sendsPerSecond }) => perSend(cpu.server, sendsPerSecond)],
    ['CPU of database per send, µs', ({ cpu, sendsPerSecond }) => perSend(cpu.database, sendsPerSecond)],
  ];
  const cells = rows.map(([title, cellOf]) => [title, ...results.map(cellOf)]);
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))
    .join('\n');
}

function percentileRows(title: string, of: (result: Result) => Percentiles | null): [string, (result: Result) => string][] {
  const row = (name: string, key: keyof Percentiles): [string, (result: Result) => string] => [
    `send → ${title}, ${name}, ms`,
    (result) => of(result)?.[key].toFixed(1) ?? '–',
  ];
  return [row('average', 'averageMs'), row('p50', 'p50Ms'), row('p95', 'p95Ms'), row('p99', 'p99Ms')];
}

const whole = (value: number) => value.toLocaleString('en-GB');
const perSend = (share: number | null, sendsPerSecond: number) => (share === null ? '–' : `${Math.round((share * 1e6) / sendsPerSecond)}`);
const percent = (share: number | null) => (share === null ? '–' : `${Math.round(share * 100)} %`);
