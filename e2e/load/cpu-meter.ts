import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Shares of one core: 1 is a core in full. Null where the system does not tell. */
export interface CpuShares {
  readonly generator: number;
  readonly server: number | null;
  readonly database: number | null;
  /** Everything else on the machine: figures taken while it is busy are too low. */
  readonly others: number | null;
}

const TICKS_PER_SECOND = 100;

/** Measures what this process, the server and PostgreSQL use of the machine's cores. */
export class CpuMeter {
  readonly #pids: { server: number; postgres: number | undefined };
  readonly #startedAt = performance.now();
  readonly #own = process.cpuUsage();
  readonly #server: number | null;
  readonly #database: number | null;
  readonly #machine = machineSeconds();

  constructor(pids: { server: number; postgres: number | undefined }) {
    this.#pids = pids;
    this.#server = cpuSeconds(pids.server);
    this.#database = treeSeconds(pids.postgres);
  }

  /** Since the meter was made. */
  read(): CpuShares {
    const seconds = (performance.now() - this.#startedAt) / 1000;
    const { user, system } = process.cpuUsage(this.#own);
    const generator = (user + system) / 1e6 / seconds;
    const server = share(this.#server, cpuSeconds(this.#pids.server), seconds);
    const database = share(this.#database, treeSeconds(this.#pids.postgres), seconds);
    const all = (machineSeconds() - this.#machine) / seconds;
    const others = server === null || database === null ? null : Math.max(0, all - generator - server - database);
    return { generator, server, database, others };
  }
}

const share = (before: number | null, after: number | null, seconds: number) =>
  before === null || after === null ? null : (after - before) / seconds;

/** What all cores have worked so far. */
function machineSeconds(): number {
  return cpus().reduce((total, { times }) => total + (times.user + times.nice + times.sys + times.irq) / 1000, 0);
}

interface Stat {
  readonly parent: number;
  readonly seconds: number;
}

/** Linux tells of any process; elsewhere there is nothing without a program. */
function readStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND };
  } catch {
    return null;
  }
}

const cpuSeconds = (pid: number): number | null => readStat(pid)?.seconds ?? null;

/** PostgreSQL works in children of its postmaster. */
function treeSeconds(pid: number | undefined): number | null {
  const own = pid === undefined ? null : readStat(pid);
  if (own === null) return null;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat?.parent === pid);
  return children.reduce((total, stat) => total + (stat?.seconds ?? 0), own.seconds);
}
