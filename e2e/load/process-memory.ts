import { readdirSync, readFileSync } from 'node:fs';

/** What processes hold in memory; what several share is divided among them. */
export interface ProcessMemory {
  readonly ownMb: number;
  /** Of all processes that it started, and those that these did. */
  readonly belowMb: number;
}

/** Null where the system does not tell. */
export function memoryOf(pid: number): ProcessMemory | null {
  const own = shareMb(pid);
  if (own === null) return null;
  return { ownMb: own, belowMb: below(pid).reduce((sum, each) => sum + (shareMb(each) ?? 0), 0) };
}

function below(pid: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(Number(name))]),
  );
  const found = [pid];
  for (const each of found) for (const [child, parent] of parents) if (parent === each) found.push(child);
  return found.slice(1);
}

/** Undefined for a process that is gone. */
function parentOf(pid: number): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]);
  } catch {
    return undefined;
  }
}

function shareMb(pid: number): number | null {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}
