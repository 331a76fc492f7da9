import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { NODE, ROOT, run } from './installation.mjs';

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
  if (process.platform === 'linux' && process.getuid?.() === 0 && (await installPackage())) return onThisMachine();
  throw new Error(
    'The end-to-end tests need Chromium. Run: sudo apt-get install chromium (or: npx playwright install --with-deps chromium)',
  );
}

function onThisMachine() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const candidates = [
    process.env.CHROMIUM_PATH,
    ...PROGRAMS.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...PLACES,
  ];
  return candidates.find((file) => file !== undefined && isProgram(file));
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function hasPlaywrights() {
  const ask = "import { chromium } from '@playwright/test'; console.log(chromium.executablePath());";
  const file = execFileSync(NODE, ['--input-type=module', '-e', ask], { cwd: ROOT, encoding: 'utf8' }).trim();
  return existsSync(file);
}

async function installPackage() {
  const quiet = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  return (await succeeds('apt-get', ['update', '-qq'], quiet)) && (await succeeds('apt-get', ['install', '-y', '-qq', 'chromium'], quiet));
}

function succeeds(program, args, options) {
  return run(program, args, options).then(
    () => true,
    () => false,
  );
}
