// Runs on Node 20 with nothing installed: plain JavaScript, Node's own modules only.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The Node 24 that npm installed; everything but the installation itself runs on it. */
export const NODE = path.join(ROOT, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Installs the packages when `node_modules` is missing, was left half done, or is of another package-lock.json. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing packages (a minute or two the first time) …');
  const started = Date.now();
  const ticker = setInterval(() => console.log(`  still installing, ${Math.round((Date.now() - started) / 1000)} s`), 10_000);
  try {
    await npm(['ci', '--include=dev', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error']);
  } finally {
    clearInterval(ticker);
  }
  if (!isInstalled()) throw new Error('npm ci finished, yet packages are missing. Run "npm ci" by hand to see why.');
}

/** npm writes what it has installed, last of all, to a lock file of its own; a missing package counts unless it is for other machines. */
function isInstalled() {
  const done = readLock(path.join(ROOT, 'node_modules/.package-lock.json'));
  if (done === undefined || !existsSync(NODE)) return false;
  const wanted = readLock(path.join(ROOT, 'package-lock.json')) ?? {};
  return Object.entries(wanted).every(
    ([name, { version, optional }]) => name === '' || (done[name]?.version ?? (optional && version)) === version,
  );
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function npm(args) {
  // npm names itself when it started us; without it, its Windows command is a script that needs a shell.
  const own = process.env.npm_execpath;
  if (own?.endsWith('.js')) return run(process.execPath, [own, ...args]);
  return run('npm', args, { shell: process.platform === 'win32' });
}

/** Runs a program in the project's folder; rejects when it fails. Its output is ours, or with `quiet` is shown only then. */
export function run(program, args, { quiet = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit', ...options });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve();
      reject(new Error(`${Buffer.concat(output)}${path.basename(program)} ${args.join(' ')} failed (exit code ${code}).`));
    });
  });
}

/** Runs one of our scripts, or any file, on Node 24. */
export function node(args, options) {
  return run(NODE, args, options);
}
