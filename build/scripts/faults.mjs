// `npm run test:faults`: breaks an installation of its own at random and proves what survives; e2e/faults/run.ts says what can be chosen.
import { ensureArtefacts } from './artefacts.mjs';
import { ensureInstalled, node } from './installation.mjs';

try {
  await ensureInstalled();
  await ensureArtefacts('prisma');
  await node(['e2e/faults/run.ts', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
