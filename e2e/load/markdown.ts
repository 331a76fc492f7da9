import { readFileSync, writeFileSync } from 'node:fs';
import { advantage, type Figures, formatFigure, formatTimes } from './figures.ts';
import { isKept, PROMISES } from './promises.ts';
import { type Machine, type Series, summaryOf } from './report.ts';

const BEGIN = '<!-- bench: begin -->';
const END = '<!-- bench: end -->';

/** Puts the tables between their marks in a page. */
export function writeTables(file: string, machine: Machine, series: readonly Series[]): void {
  const page = readFileSync(file, 'utf8');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin === -1 || end === -1) throw new Error(`${file} has no marks for the tables: ${BEGIN} and ${END}.`);
  writeFileSync(file, `${page.slice(0, begin + BEGIN.length)}\n\n${toMarkdown(machine, series)}\n\n${page.slice(end)}`);
}

/** The figures that compare servers: workload, figure, head of the column. */
const COMPARED: readonly (readonly [workload: string, figure: string, head: string])[] = [
  ['send', 'sends/s', 'durable sends/s, 200 under way'],
  ['send', 'send → acknowledged, p95, ms', 'p95, ms'],
  ['pipelined', 'sends/s', 'durable sends/s, 1,000 under way'],
  ['fan-out', 'deliveries/s', 'deliveries/s to 300'],
  ['connect', 'connects/s', 'connects/s'],
  ['connect', 'connect → ready, p95, ms', 'ready p95, ms'],
  ['connect', 'resident for each idle socket, KB', 'KB per idle socket'],
  ['catch-up', 'connect → last of 1000, p50, ms', 'catch-up 1,000, ms'],
  ['steady', 'send → acknowledged, p50, ms', 'ack p50 at 500/s, ms'],
  ['steady', 'send → acknowledged, p95, ms', 'ack p95 at 500/s, ms'],
  ['steady', 'send → delivered, p95, ms', 'delivered p95 at 500/s, ms'],
];

export function toMarkdown(machine: Machine, series: readonly Series[]): string {
  const figuresOf = (contender: string, workload: string): Figures => {
    const found = series.find((each) => each.contender === contender && each.workload === workload);
    return found === undefined ? {} : summaryOf(found);
  };
  const contenders = [...new Set(series.map(({ contender }) => contender))];
  const runs = Math.max(...series.map((each) => each.runs.length));
  return [
    `Measured on ${machine.date}: ${machine.cores} cores (${machine.processor}), ${machine.memoryGiB} GiB, Node ${machine.node}, PostgreSQL ${machine.postgresql}; ${runs === 1 ? 'one run' : `medians of ${runs} runs`}.`,
    '### Compared',
    comparison(contenders, figuresOf),
    '### Promised',
    promises((workload) => figuresOf(contenders[0] ?? '', workload)),
    '### Who worked',
    cpuShares(series),
  ].join('\n\n');
}

type FiguresOf = (contender: string, workload: string) => Figures;

/** A row for each server; below them, how many times better the first is than each other. */
function comparison(contenders: readonly string[], figuresOf: FiguresOf): string {
  const [ours = '', ...others] = contenders;
  const row = (contender: string) => COMPARED.map(([workload, figure]) => formatFigure(figuresOf(contender, workload)[figure]));
  const times = (contender: string) =>
    COMPARED.map(([workload, figure]) => {
      const [own, theirs] = [figuresOf(ours, workload)[figure], figuresOf(contender, workload)[figure]];
      return formatTimes(own === undefined || theirs === undefined ? undefined : advantage(figure, own, theirs));
    });
  return table([
    ['server', ...COMPARED.map(([, , head]) => head)],
    ...contenders.map((contender) => [contender, ...row(contender)]),
    ...others.map((contender) => [`${ours} better than ${contender}`, ...times(contender)]),
  ]);
}

function promises(figuresOf: (workload: string) => Figures): string {
  const rows = PROMISES.map((promise) => {
    const figures = figuresOf(promise.workload);
    const kept = isKept(promise, figures);
    const measured = promise.limits.map(({ figure }) => `${figure}: ${formatFigure(figures[figure])}`);
    return [promise.says, measured.join('; '), kept === undefined ? 'not measured' : kept ? 'yes' : 'no'];
  });
  return table([['promise (SPEED)', 'measured', 'kept'], ...rows]);
}

const PROCESSES = ['server', 'database', 'Redis', 'generator', 'others'];

/** So that nobody takes the generator's limit for a server's: none of the figures above means much where it has a core in full. */
function cpuShares(series: readonly Series[]): string {
  const rows = series.map((each) => {
    const figures = summaryOf(each);
    const share = (of: string) =>
      [`CPU of ${of}, %`, `2 × CPU of ${of}, %`].map((name) => figures[name]).find((value) => value !== undefined);
    return [each.workload, each.contender, ...PROCESSES.map((of) => formatFigure(share(of)))];
  });
  return table([['CPU, % of a core', 'of', ...PROCESSES], ...rows]);
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
