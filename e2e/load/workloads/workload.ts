import type { CpuMeter } from '../cpu-meter.ts';
import type { Figures } from '../figures.ts';
import type { Ground, GroundOptions } from '../ground.ts';
import type { StatementTimes } from '../stage.ts';

/** What a workload measures with. */
export interface Bench {
  readonly seconds: number;
  /** How many messages there are to search among. */
  readonly messages: number;
  /** Starts the server under test on an empty database. */
  open(options?: GroundOptions): Promise<Ground>;
  /** Ends it; what is still open when the workload ends is closed then. */
  close(ground: Ground): Promise<void>;
  meter(ground: Ground): CpuMeter;
  /** Times what PostgreSQL does while `work` runs. */
  timeStatements(work: () => Promise<void>): Promise<StatementTimes>;
}

export interface Measurement {
  readonly figures: Figures;
  /** How many of each code. */
  readonly errors: ReadonlyMap<string, number>;
}

export interface Workload {
  /** What is done, in a line. */
  readonly says: string;
  /** How long, unless told otherwise. */
  readonly seconds: number;
  /** Whether the servers to compare with can do it too. */
  readonly isComparable: boolean;
  run(bench: Bench): Promise<Measurement>;
}
