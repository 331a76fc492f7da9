import type { CpuShares } from './cpu-meter.ts';
import type { Latencies } from './latencies.ts';
import type { Tally } from './tally.ts';

/** What was measured, by name; the name says the unit. */
export type Figures = Readonly<Record<string, number>>;

/** What sends and deliveries came to. */
export function sendFigures(tally: Tally, cpu: CpuShares): Figures {
  const { seconds } = tally;
  const perSecond = tally.acknowledged / seconds;
  const isListenedTo = tally.expected > 0;
  return {
    'sends/s': perSecond,
    ...(isListenedTo && { 'deliveries/s': tally.delivered / seconds, 'delivered, %': (100 * tally.delivered) / tally.expected }),
    ...percentiles('send → acknowledged', tally.acknowledgement),
    ...percentiles('send → delivered', tally.delivery),
    ...cpuFigures(cpu),
    ...(cpu.server !== null && { 'CPU of server per send, µs': (cpu.server * 1e6) / perSecond }),
    ...(cpu.database !== null && { 'CPU of database per send, µs': (cpu.database * 1e6) / perSecond }),
  };
}

/** Nothing when nothing was measured. */
export function percentiles(title: string, latencies: Latencies): Figures {
  const summary = latencies.summary();
  if (summary === null) return {};
  const { averageMs, p50Ms, p95Ms, p99Ms } = summary;
  return {
    [`${title}, average, ms`]: averageMs,
    [`${title}, p50, ms`]: p50Ms,
    [`${title}, p95, ms`]: p95Ms,
    [`${title}, p99, ms`]: p99Ms,
  };
}

export function cpuFigures({ generator, server, database, redis, others }: CpuShares): Figures {
  const shares = Object.entries({ server, database, Redis: redis, generator, others });
  return Object.fromEntries(shares.flatMap(([of, share]) => (share === null ? [] : [[`CPU of ${of}, %`, 100 * share]])));
}

/** The middle of several runs, figure by figure; the mean of the two in the middle. */
export function medians(runs: readonly Figures[]): Figures {
  const names = [...new Set(runs.flatMap((figures) => Object.keys(figures)))];
  return Object.fromEntries(names.map((name) => [name, median(runs.flatMap((figures) => figures[name] ?? []))]));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** How many times better the first is: at a rate the higher, else the lower. Undefined where that means nothing. */
export function advantage(name: string, ours: number, theirs: number): number | undefined {
  if (name.endsWith('%') || name.endsWith('ratio') || ours === 0 || theirs === 0) return undefined;
  return name.endsWith('/s') ? ours / theirs : theirs / ours;
}

export function formatFigure(value: number | undefined): string {
  if (value === undefined) return '–';
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function formatTimes(times: number | undefined): string {
  return times === undefined ? '–' : `${times.toFixed(times >= 10 ? 0 : 1)} ×`;
}
