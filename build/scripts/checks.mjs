import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { ensureArtefacts } from './artefacts.mjs';
import { ensureInstalled, NODE, ROOT } from './installation.mjs';

const tsc = (project) => ['node_modules/typescript/bin/tsc', '-p', project];

/** Name of each part and what Node 24 runs for it; the long ones first. */
const PARTS = {
  'dead code and unused packages': ['node_modules/knip/bin/knip.js', '--config', 'build/knip.config.ts', '--no-progress'],
  'types of the page': tsc('desktop/renderer'),
  'types of the backend': tsc('backend'),
  'migrations match the models': ['build/scripts/check-migrations.ts'],
  'types of the page’s tests': tsc('desktop'),
  'types of the end-to-end tests': tsc('e2e'),
  'types of the build scripts': tsc('build'),
  'types of the service worker': tsc('desktop/service-worker'),
  'types of sync': tsc('desktop/sync'),
  'types of the desktop app': tsc('desktop/main'),
  'types of the preload script': tsc('desktop/preload'),
  'types of the bridge': tsc('desktop/bridge'),
  layers: [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    'build/dependency-cruiser.config.cjs',
    'backend',
    'desktop',
    'build',
    'e2e',
  ],
  'style and size': ['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '--max-diagnostics=50'],
  'schema.graphql is fresh': ['backend/schema/print.ts', '--check'],
  'licences of what is shipped': ['build/scripts/licences.ts'],
  'settings.md is fresh': ['build/scripts/print-settings.ts', '--check'],
};

/** Gives the output of a failed part, undefined for a passed one. */
function runPart(args) {
  return new Promise((resolve) => {
    const child = spawn(NODE, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? undefined : Buffer.concat(output).toString()));
  });
}

async function runAll() {
  const waiting = Object.entries(PARTS);
  const failed = [];
  const work = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const [name, args] = part;
      const started = Date.now();
      const output = await runPart(args);
      console.log(`${output === undefined ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
      if (output !== undefined) {
        failed.push(name);
        console.error(output.trimEnd());
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
  return failed;
}

/** Runs all parts, as many at once as there are cores, and prints each result as it comes. Rejects with the names of those that failed. */
export async function check() {
  await ensureInstalled();
  await ensureArtefacts('prisma', 'graphql', 'baselines');
  const failed = await runAll();
  if (failed.length > 0) throw new Error(`Check failed: ${failed.join(', ')}.`);
  console.log('Check passed.');
}
