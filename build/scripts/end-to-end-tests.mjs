import { ensureArtefacts } from './artefacts.mjs';
import { findBrowser } from './browser.mjs';
import { node } from './installation.mjs';
import { environmentWithRedis } from './redis.mjs';

/**
 * Runs the end-to-end tests in a real browser against the built page; `args` are those of `playwright test`. With `coverage`,
 * a folder, pages and servers leave there what they ran.
 */
export async function endToEndTests(args, { coverage } = {}) {
  await ensureArtefacts('page', ...(coverage === undefined ? [] : ['pageWithMaps']));
  const browser = await findBrowser();
  const env = await environmentWithRedis();
  if (browser !== undefined) env.PARLEY_CHROMIUM = browser;
  if (coverage !== undefined) env.PARLEY_COVERAGE = coverage;
  await node(['node_modules/@playwright/test/cli.js', 'test', '--config', 'build/playwright.config.ts', ...args], { env });
}
