import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** The processes of a server under test. */
export interface Processes {
  readonly servers: readonly number[];
  /** The postmaster; PostgreSQL works in its children. */
  readonly postgres: number | undefined;
  readonly redis: number | null;
}

/** Shares of one core: 1 is a core in full. Null where the system does not tell, or where there is no such process. */
export interface CpuShares {
  readonly generator: number;
  readonly server: number | null;
  readonly database: number | null;
  readonly redis: number | null;
  /** Everything else on the machine: figures taken while it is busy are too low. */
  readonly others: number | null;
}

const TICKS_PER_SECOND = 100;

/** Measures what this process, the servers, PostgreSQL and Redis use of the machine's cores. */
export class CpuMeter {
  readonly #processes: Processes;
  readonly #startedAt = performance.now();
  readonly #own = process.cpuUsage();
  readonly #before: Worked;

  constructor(processes: Processes) {
    this.#processes = processes;
    this.#before = readWork(processes);
  }

  /** Since the meter was made. */
  read(): CpuShares {
    const seconds = (performance.now() - this.#startedAt) / 1000;
    const { user, system } = process.cpuUsage(this.#own);
    const now = readWork(this.#processes);
    const share = (key: keyof Worked) => {
      const [before, after] = [this.#before[key], now[key]];
      return before === null || after === null ? null : (after - before) / seconds;
    };
    const generator = (user + system) / 1e6 / seconds;
    const [server, database, redis, machine] = [share('server'), share('database'), share('redis'), share('machine')];
    const others =
      server === null || database === null || machine === null ? null : Math.max(0, machine - generator - server - database - (redis ?? 0));
    return { generator, server, database, redis, others };
  }
}

/** Seconds of CPU so far. */
interface Worked {
  readonly server: number | null;
  readonly database: number | null;
  readonly redis: number | null;
  readonly machine: number | null;
}

function readWork({ servers, postgres, redis }: Processes): Worked {
  const each = servers.map(cpuSeconds);
  return {
    server: each.includes(null) ? null : each.reduce<number>((total, seconds) => total + (seconds ?? 0), 0),
    database: treeSeconds(postgres),
    redis: redis === null ? null : cpuSeconds(redis),
    machine: cpus().reduce((total, { times }) => total + (times.user + times.nice + times.sys + times.irq) / 1000, 0),
  };
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

function treeSeconds(pid: number | undefined): number | null {
  const own = pid === undefined ? null : readStat(pid);
  if (own === null) return null;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat?.parent === pid);
  return children.reduce((total, stat) => total + (stat?.seconds ?? 0), own.seconds);
}

/** What a process holds in memory, in bytes; null where the system does not tell. */
export function residentBytes(pid: number): number | null {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
