// `node build/scripts/icons.mjs`: draws the app's icons from the page's, in a real browser. What it writes is committed.
import { findBrowser } from './browser.mjs';
import { ensureInstalled, node } from './installation.mjs';

try {
  await ensureInstalled();
  const browser = await findBrowser();
  await node(['build/packaging/draw-icons.ts'], {
    env: { ...process.env, ...(browser === undefined ? {} : { PARLEY_CHROMIUM: browser }) },
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
