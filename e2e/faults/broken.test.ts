import { afterEach, expect, it, onTestFailed } from 'vitest';
import { seededRandom } from '../crash/seeded-random.ts';
import { CarelessReplica } from './broken/careless-replica.ts';
import type { Fault } from './plan.ts';
import type { Cast } from './population.ts';
import { Trial, type TrialOptions } from './trial.ts';

const SMALL_CAST: Cast = {
  lightClients: 24,
  fullClients: 0,
  groups: 3,
  residents: 8,
  guests: 6,
  homesOfFullClient: 0,
  visitsOfFullClient: 0,
  messagesPerSecond: 60,
  membershipChangesPerSecond: 6,
};

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** What the checker says of a trial with this plan. */
async function tryOut(options: Partial<TrialOptions>): Promise<string> {
  const lines: string[] = [];
  onTestFailed(() => console.log(lines.join('\n')));
  const trial = await Trial.start({ random: seededRandom(1), cast: SMALL_CAST, plan: [], say: (line) => lines.push(line), ...options });
  cleanUp.push(() => trial.remove());
  return (await trial.run()).breaches.join('\n');
}

const on = (kind: Fault['kind'], node: number, pauseMs = 1_000): Fault => ({ kind, node, pauseMs, durationMs: 2_000 });
/** Nothing is done to anybody. */
const quiet = on('flush Redis', 0, 3_000);

it('finds a server that delivers to people who were removed', async () => {
  expect(await tryOut({ program: 'e2e/faults/broken/deliver-to-the-removed.ts', plan: [quiet] })).toContain('while out of it');
}, 120_000);

it('finds a server that acknowledges before it has committed', async () => {
  const plan = [on('kill a node', 0), on('kill a node', 1)];
  expect(await tryOut({ program: 'e2e/faults/broken/acknowledge-before-commit.ts', plan })).toContain('lost although acknowledged');
}, 120_000);

it('finds a client that does not look for gaps', async () => {
  const plan = [on('kill Redis', 0)];
  const makeReplica = (viewerId: string) => new CarelessReplica(viewerId);
  expect(await tryOut({ makeReplica, plan })).toContain('differs in message');
}, 120_000);
