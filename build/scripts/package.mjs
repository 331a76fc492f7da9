// `npm run package`: the desktop app as installers of this system, or with `-- --dir` as a folder to look into.
import { ensureArtefacts } from './artefacts.mjs';
import { ensureInstalled, node } from './installation.mjs';

try {
  await ensureInstalled();
  await ensureArtefacts('graphql', 'page', 'desktop');
  await node(['build/packaging/pack.ts', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
