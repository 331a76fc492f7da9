// `npm run bench`: loads a server of its own and prints what it did; e2e/load/bench.ts says what can be chosen.
import { ensureArtefacts } from './artefacts.mjs';
import { findBrowser } from './browser.mjs';
import { ensureInstalled, node } from './installation.mjs';

try {
  await ensureInstalled();
  await ensureArtefacts('prisma', 'baselines');
  const args = process.argv.slice(2);
  await node(['e2e/load/bench.ts', ...args], { env: await environmentFor(args) });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** The workloads of the page and the desktop app need what is built and a browser; they are among all of them where none is named. */
async function environmentFor(args) {
  const isAsked = (name) => args.includes(name) || args.length === 0 || args[0].startsWith('--');
  if (!isAsked('page') && !isAsked('desktop')) return process.env;
  await ensureArtefacts('page', ...(isAsked('desktop') ? ['desktop'] : []));
  const browser = await findBrowser();
  return browser === undefined ? process.env : { ...process.env, PARLEY_CHROMIUM: browser };
}
