import { ensureArtefacts } from './artefacts.mjs';
import { findBrowser } from './browser.mjs';
import { node } from './installation.mjs';
import { environmentWithRedis } from './redis.mjs';

/**
 * Runs the end-to-end tests in a real browser against the built page; `args` are those of `playwright test`, or `--visual` for the pictures
 * alone. With `coverage`, a folder, pages and servers leave there what they ran.
 */
export async function endToEndTests(args, { coverage } = {}) {
  await ensureArtefacts('page', 'desktop', ...(coverage === undefined ? [] : ['pageWithMaps']));
  const browser = await findBrowser();
  const env = await environmentWithRedis();
  if (browser !== undefined) env.PARLEY_CHROMIUM = browser;
  if (coverage !== undefined) env.PARLEY_COVERAGE = coverage;
  const isVisual = args.includes('--visual');
  if (isVisual) env.PARLEY_VISUAL = 'on';
  const chosen = isVisual ? [...args.filter((arg) => arg !== '--visual'), 'visual', 'gallery', '--project=one-node'] : args;
  await node(['node_modules/@playwright/test/cli.js', 'test', '--config', 'build/playwright.config.ts', ...chosen], { env });
}
