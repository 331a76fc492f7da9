// `npm run import`: installs what is missing, then brings in what another system holds.
import { ensureArtefacts } from './artefacts.mjs';
import { ensureInstalled, node } from './installation.mjs';

try {
  await ensureInstalled();
  await ensureArtefacts('prisma');
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await node(['build/scripts/import-history.ts', ...process.argv.slice(2)]).catch(() => {
  process.exitCode = 1;
});
