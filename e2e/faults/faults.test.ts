import { expect, it, onTestFailed } from 'vitest';
import { seededRandom } from '../crash/seeded-random.ts';
import { drawPlan } from './plan.ts';
import { WHOLE_CAST } from './population.ts';
import { faultsOf, toReport } from './report.ts';
import { Trial } from './trial.ts';

/** With the start before and the settling after, about two minutes. */
const FAULTS_MS = 105_000;
const PARTITION_MS = 8_000;

const SEED = Number(process.env.FAULTS_SEED ?? Math.floor(Math.random() * 2 ** 31));

it('keeps its promises on two nodes through everything that can happen to them, to PostgreSQL, to Redis and to the network', async () => {
  console.log(`faults test: seed ${SEED} (repeat with FAULTS_SEED=${SEED})`);
  const plan = drawPlan({ random: seededRandom(SEED), totalMs: FAULTS_MS, partitionMs: PARTITION_MS });
  const done: string[] = [];
  const trial = await Trial.start({ random: seededRandom(SEED + 1), cast: WHOLE_CAST, plan, say: (line) => done.push(line) });
  onTestFailed(() => console.log([...done, trial.output].join('\n')));
  try {
    const verdict = await trial.run();
    console.log(toReport(plan, verdict));
    expect(faultsOf(verdict).join('\n')).toBe('');
  } finally {
    await trial.remove();
  }
}, 240_000);
