/**
 * Usage: npm run bench -- [send] [pipelined] [fan-out] [office] [steady] [--seconds N] [--json FILE] [--profile FOLDER]
 * Starts a server of its own for each workload (all when none is named), loads it over WebSockets and prints what it did.
 * --profile keeps a CPU profile of each server in the folder, for Chromium's developer tools.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CpuMeter } from './cpu-meter.ts';
import { DataFolder } from './data-folder.ts';
import { describeMachine, type Machine, type Result, toResult, toTable } from './report.ts';
import { findFreePort, ServerProcess } from './server-process.ts';
import { WORKLOADS, type Workload } from './workloads.ts';

const WARM_UP_SECONDS = 3;

interface Run {
  readonly result: Result;
  readonly machine: Machine;
}

async function run(name: string, workload: Workload, { seconds, profile }: { seconds: number; profile: string | undefined }): Promise<Run> {
  const folder = new DataFolder();
  const nodeOptions =
    profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profile)}`, `--cpu-prof-name=${name}.cpuprofile`];
  const server = await ServerProcess.start({ dataDir: folder.path, port: await findFreePort(), nodeOptions }).catch((error: unknown) => {
    folder.remove();
    throw error;
  });
  const cleanUp = async () => {
    await server.stop();
    folder.remove();
  };
  const interrupt = () => void cleanUp().finally(() => process.exit(130));
  process.once('SIGINT', interrupt);
  try {
    const crew = await workload.gather({ port: server.port, folder });
    await crew.run(workload.drive, Math.min(WARM_UP_SECONDS, seconds));
    const meter = new CpuMeter({ server: server.pid, postgres: folder.postgresPid });
    const tally = await crew.run(workload.drive, seconds);
    const result = toResult({ workload: name, says: workload.says }, tally, meter.read());
    crew.close();
    return { result, machine: await describeMachine(folder) };
  } finally {
    process.off('SIGINT', interrupt);
    await cleanUp();
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { seconds: { type: 'string' }, json: { type: 'string' }, profile: { type: 'string' } },
    allowPositionals: true,
  });
  const names = positionals.length === 0 ? Object.keys(WORKLOADS) : positionals;
  if (values.profile !== undefined) mkdirSync(values.profile, { recursive: true });
  const runs: Run[] = [];
  for (const name of names) {
    const workload = WORKLOADS[name];
    if (workload === undefined) throw new Error(`There is no workload ${name}. There are: ${Object.keys(WORKLOADS).join(', ')}.`);
    const seconds = values.seconds === undefined ? workload.seconds : Number(values.seconds);
    if (!(seconds > 0)) throw new Error('--seconds wants a number above 0.');
    console.log(`${name}: ${workload.says}, ${seconds} s …`);
    runs.push(await run(name, workload, { seconds, profile: values.profile }));
  }
  const results = runs.map(({ result }) => result);
  const machine = runs[0]?.machine;
  console.log(
    `\n${toTable(results)}\n\n${Object.entries(machine ?? {})
      .map(([key, value]) => `${key} ${value}`)
      .join(' · ')}`,
  );
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ machine, results }, null, 2)}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
