import { FAULT_KINDS, type Fault, faultsIn } from './plan.ts';
import type { Verdict } from './trial.ts';

/** The promise after the last fault, for 99 of 100 clients. */
const RECOVERY_MS = 5_000;

/** More of the same helps nobody. */
const FAULTS_SHOWN = 30;

/** The value below which so much of all lies; of none it is 0. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** Broken promises, that of the time included. */
export function faultsOf({ breaches, recoveryMs }: Verdict): string[] {
  const p99Ms = percentile(recoveryMs, 0.99);
  return p99Ms <= RECOVERY_MS ? [...breaches] : [...breaches, `99 of 100 clients took ${Math.round(p99Ms)} ms to catch up`];
}

/** What was done and what came of it, for people. */
export function toReport(plan: readonly Fault[], verdict: Verdict): string {
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  const { recoveryMs } = verdict;
  const faults = faultsIn(plan);
  const rows: [string, string | number][] = [
    ...FAULT_KINDS.map((kind): [string, number] => [kind, faults.filter((fault) => fault.kind === kind).length]),
    ['messages acknowledged', verdict.acknowledged],
    ['memberships begun and ended', verdict.membershipChanges],
    ['messages changed', verdict.messageChanges],
    ['events received', verdict.events],
    ['requests repeated', verdict.repeated],
    ['reconnects', verdict.reconnects],
    ['catch-ups', verdict.catchUps],
    ['caught up, p50', seconds(percentile(recoveryMs, 0.5))],
    ['caught up, p99', seconds(percentile(recoveryMs, 0.99))],
    ['caught up, last', seconds(percentile(recoveryMs, 1))],
  ];
  const table = rows.map(([name, value]) => `  ${name.padEnd(28)} ${String(value).padStart(9)}`).join('\n');
  return `${table}\n\n${list(faultsOf(verdict))}`;
}

function list(faults: readonly string[]): string {
  if (faults.length === 0) return 'faults: none';
  const shown = faults.slice(0, FAULTS_SHOWN).map((fault) => `  ${fault}`);
  const rest = faults.length - shown.length;
  return [`faults: ${faults.length}`, ...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n');
}
