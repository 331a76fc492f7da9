import { openGround } from './contenders.ts';
import { CpuMeter } from './cpu-meter.ts';
import type { Ground } from './ground.ts';
import type { Stage } from './stage.ts';
import type { Bench, Measurement, Workload } from './workloads/workload.ts';

interface Task {
  readonly workload: Workload;
  readonly contender: string;
  /** Instead of the workload's own. */
  readonly seconds?: number | undefined;
  /** How many messages there are to search among. */
  readonly messages?: number | undefined;
  /** Options of Node for the servers. */
  readonly nodeOptions?: readonly string[];
}

/** Runs a workload on a contender: starts the servers that it asks for and ends those it leaves. */
export async function measure(stage: Stage, { workload, contender, seconds, messages, nodeOptions = [] }: Task): Promise<Measurement> {
  const open = new Set<Ground>();
  const close = async (ground: Ground) => {
    open.delete(ground);
    await ground.close();
  };
  const bench: Bench = {
    seconds: seconds ?? workload.seconds,
    messages: messages ?? 1_000_000,
    async open(options) {
      const ground = await openGround(stage, contender, { ...options, nodeOptions });
      open.add(ground);
      return ground;
    },
    close,
    meter: ({ serverPids, redisPid }) => new CpuMeter({ servers: serverPids, postgres: stage.postgresPid, redis: redisPid }),
    timeStatements: (work) => stage.timeStatements(work),
  };
  try {
    return await workload.run(bench);
  } finally {
    for (const ground of open) await close(ground);
  }
}
