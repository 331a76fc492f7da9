import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { NODE, ROOT } from './installation.mjs';
import { findOnPath, installPackage, isProgram, succeeds } from './system.mjs';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * Finds a Chromium for the end-to-end tests: this machine's, else the one Playwright has, else one that can be installed.
 * Gives the path of the program, or undefined for Playwright's own; throws one line that says what to run.
 */
export async function findBrowser() {
  const here = onThisMachine();
  if (here !== undefined) return here;
  if (hasPlaywrights()) return undefined;
  console.log('No Chromium here; installing one for the end-to-end tests …');
  if (await succeeds(NODE, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'])) {
    if (process.getuid?.() === 0) await succeeds(NODE, ['node_modules/@playwright/test/cli.js', 'install-deps', 'chromium']);
    return undefined;
  }
  if (await installPackage('chromium')) return onThisMachine();
  throw new Error(
    'The end-to-end tests need Chromium. Run: sudo apt-get install chromium (or: npx playwright install --with-deps chromium)',
  );
}

function onThisMachine() {
  const candidates = [process.env.CHROMIUM_PATH, findOnPath(...PROGRAMS), ...PLACES];
  return candidates.find((file) => file !== undefined && isProgram(file));
}

function hasPlaywrights() {
  const ask = "import { chromium } from '@playwright/test'; console.log(chromium.executablePath());";
  const file = execFileSync(NODE, ['--input-type=module', '-e', ask], { cwd: ROOT, encoding: 'utf8' }).trim();
  return existsSync(file);
}
