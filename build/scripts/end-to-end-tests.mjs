import { ensureArtefacts } from './artefacts.mjs';
import { findBrowser } from './browser.mjs';
import { node } from './installation.mjs';

/** Runs the end-to-end tests in a real browser against the built page; `args` are those of `playwright test`. */
export async function endToEndTests(...args) {
  await ensureArtefacts('page');
  const browser = await findBrowser();
  const env = { ...process.env, ...(browser === undefined ? {} : { PARLEY_CHROMIUM: browser }) };
  await node(['node_modules/@playwright/test/cli.js', 'test', '--config', 'build/playwright.config.ts', ...args], { env });
}
