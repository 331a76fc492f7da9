import { cpus, totalmem } from 'node:os';
import { advantage, type Figures, formatFigure, formatTimes, medians } from './figures.ts';
import type { Stage } from './stage.ts';

export interface Machine {
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  readonly postgresql: string;
}

/** One workload on one server, as often as it ran. */
export interface Series {
  readonly workload: string;
  readonly contender: string;
  readonly runs: { readonly figures: Figures; readonly errors: Readonly<{ [code: string]: number }> }[];
}

export async function describeMachine(stage: Stage): Promise<Machine> {
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgresql: await stage.postgresVersion(),
  };
}

/** The medians of its runs, and how many errors there were in all of them. */
export function summaryOf({ runs }: Series): Figures {
  const errors = runs.flatMap((each) => Object.values(each.errors)).reduce((total, count) => total + count, 0);
  return { ...medians(runs.map(({ figures }) => figures)), errors };
}

/** The series of one workload as a table for people: a column for each server, then how many times better the first is than each other. */
export function toTable(series: readonly Series[]): string {
  const [ours, ...others] = series.map((each) => ({ contender: each.contender, figures: summaryOf(each) }));
  if (ours === undefined) return '';
  const columns = [ours, ...others];
  const names = [...new Set(columns.flatMap(({ figures }) => Object.keys(figures)))];
  const rows = names.map((name) => [
    name,
    ...columns.map(({ figures }) => formatFigure(figures[name])),
    ...others.map(({ figures }) => timesOf(name, ours.figures, figures)),
  ]);
  const head = ['', ...columns.map(({ contender }) => contender), ...others.map(({ contender }) => `: ${contender}`)];
  return align([head, ...rows, ...errorRows(series)]);
}

function timesOf(name: string, ours: Figures, theirs: Figures): string {
  const [own, other] = [ours[name], theirs[name]];
  return own === undefined || other === undefined ? '' : formatTimes(advantage(name, own, other));
}

/** The codes behind the count, where there are any. */
function errorRows(series: readonly Series[]): string[][] {
  return series.flatMap(({ contender, runs }) =>
    runs.flatMap(({ errors }) => Object.entries(errors).map(([code, count]) => [`  ${contender}: ${count} × ${code}`])),
  );
}

function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
