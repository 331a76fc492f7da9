/**
 * Usage: npm run bench -- [workload …] [--against] [--runs N] [--seconds N] [--messages N] [--json FILE] [--page FILE] [--profile FOLDER]
 * Starts a server of its own for each workload (all when none is named), loads it over WebSockets and prints what it did.
 * --against does the same to the servers in `baselines/`, in turn; --runs repeats everything and prints medians.
 * --messages says among how many `search` and `desktop` search, a million unless told otherwise.
 * --json keeps every figure of every run, --page puts the tables into a page of the documentation.
 * --profile keeps a CPU profile of each of our servers in the folder, for Chromium's developer tools.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BASELINES, PARLEY } from './contenders.ts';
import { writeTables } from './markdown.ts';
import { measure } from './measure.ts';
import { describeMachine, type Series, toTable } from './report.ts';
import { Stage } from './stage.ts';
import { WORKLOADS } from './workloads/all.ts';
import type { Workload } from './workloads/workload.ts';

interface Choice {
  readonly names: readonly string[];
  readonly isAgainst: boolean;
  readonly runs: number;
  readonly seconds: number | undefined;
  readonly messages: number | undefined;
  readonly json: string | undefined;
  readonly page: string | undefined;
  readonly profile: string | undefined;
}

function readChoice(): Choice {
  const { values, positionals } = parseArgs({
    options: {
      against: { type: 'boolean', default: false },
      runs: { type: 'string', default: '1' },
      seconds: { type: 'string' },
      messages: { type: 'string' },
      json: { type: 'string' },
      page: { type: 'string' },
      profile: { type: 'string' },
    },
    allowPositionals: true,
  });
  const names = positionals.length === 0 ? Object.keys(WORKLOADS) : positionals;
  const unknown = names.filter((name) => WORKLOADS[name] === undefined);
  if (unknown.length > 0) throw new Error(`There is no workload ${unknown.join(', ')}. There are: ${Object.keys(WORKLOADS).join(', ')}.`);
  const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
  if (seconds !== undefined && !(seconds > 0)) throw new Error('--seconds wants a number above 0.');
  const messages = values.messages === undefined ? undefined : Number(values.messages);
  if (messages !== undefined && !(messages >= 10_000)) throw new Error('--messages wants a number from 10000 on.');
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs wants a whole number above 0.');
  return { names, isAgainst: values.against, runs, seconds, messages, json: values.json, page: values.page, profile: values.profile };
}

interface Task {
  readonly name: string;
  readonly workload: Workload;
  readonly contender: string;
}

function profiling({ name, contender }: Task, { profile }: Choice): string[] {
  if (profile === undefined || contender !== PARLEY) return [];
  return ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profile)}`, `--cpu-prof-name=${name}-${process.hrtime.bigint()}.cpuprofile`];
}

function plan({ names, isAgainst }: Choice): Task[] {
  return names.flatMap((name) => {
    const workload = WORKLOADS[name];
    if (workload === undefined) return [];
    const contenders = isAgainst && workload.isComparable ? [PARLEY, ...Object.keys(BASELINES)] : [PARLEY];
    return contenders.map((contender) => ({ name, workload, contender }));
  });
}

const newSeries = ({ name, contender }: Task): Series => ({ workload: name, contender, runs: [] });

async function run(stage: Stage, choice: Choice): Promise<Series[]> {
  const tasks = plan(choice).map((task) => ({ task, series: newSeries(task) }));
  for (let round = 1; round <= choice.runs; round += 1) {
    for (const { task, series } of tasks) {
      console.log(`${round}/${choice.runs} ${task.name}, ${task.contender}: ${task.workload.says} …`);
      const { figures, errors } = await measure(stage, {
        ...task,
        seconds: choice.seconds,
        messages: choice.messages,
        nodeOptions: profiling(task, choice),
      });
      series.runs.push({ figures, errors: Object.fromEntries(errors) });
    }
  }
  return tasks.map(({ series }) => series);
}

async function main(): Promise<void> {
  const choice = readChoice();
  if (choice.profile !== undefined) mkdirSync(choice.profile, { recursive: true });
  const stage = await Stage.open();
  const interrupt = () => void stage.close().finally(() => process.exit(130));
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    const machine = await describeMachine(stage);
    const series = await run(stage, choice);
    for (const name of choice.names)
      console.log(`\n${name}: ${WORKLOADS[name]?.says}\n${toTable(series.filter((each) => each.workload === name))}`);
    console.log(
      `\n${Object.entries(machine)
        .map((entry) => entry.join(' '))
        .join(' · ')}`,
    );
    if (choice.page !== undefined) writeTables(choice.page, machine, series);
    if (choice.json !== undefined) writeFileSync(choice.json, `${JSON.stringify({ machine, series }, null, 2)}\n`);
  } finally {
    await stage.close();
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
