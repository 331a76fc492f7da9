// `npm run desktop`: builds what is stale and starts the desktop app in Electron; arguments are passed on to it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureArtefacts } from './artefacts.mjs';
import { ensureInstalled, ROOT, run } from './installation.mjs';

const PACKAGE = path.join(ROOT, 'node_modules/electron');

/** The program that Electron's package downloaded, or the one of ELECTRON_OVERRIDE_DIST_PATH; throws what to run when there is none. */
function findElectron() {
  const nameFile = path.join(PACKAGE, 'path.txt');
  const name = existsSync(nameFile) ? readFileSync(nameFile, 'utf8').trim() : defaultName();
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(PACKAGE, 'dist');
  const program = path.join(folder, name);
  if (existsSync(program)) return program;
  throw new Error('Electron itself is not here. Run: npx install-electron (a download), or set ELECTRON_OVERRIDE_DIST_PATH to its folder.');
}

function defaultName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

try {
  await ensureInstalled();
  const electron = findElectron();
  await ensureArtefacts('graphql', 'page', 'desktop');
  await run(electron, ['dist/desktop', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
