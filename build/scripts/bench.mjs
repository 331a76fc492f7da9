// `npm run bench`: loads a server of its own and prints what it did; e2e/load/bench.ts says what can be chosen.
import { ensureArtefacts } from './artefacts.mjs';
import { ensureInstalled, node } from './installation.mjs';

try {
  await ensureInstalled();
  await ensureArtefacts('prisma', 'baselines');
  await node(['e2e/load/bench.ts', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
