import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { NODE, ROOT } from './installation.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A terminal, npm and a supervisor may each pass on the same wish to stop; within this time it counts once. */
const SAME_WISH_MS = 1_000;

/**
 * Runs the server as a child and gives its exit code. The child has its own process group, so that one Ctrl-C reaches it once,
 * through us; it ends itself when we are gone (`follow-parent.mjs`).
 */
export function runServer(args, env = {}) {
  const child = spawn(NODE, ['--import', './build/scripts/follow-parent.mjs', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let lastWish = 0;
  const passOn = (signal) => {
    const now = Date.now();
    if (now - lastWish > SAME_WISH_MS) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    lastWish = now;
  };
  for (const signal of SIGNALS) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const each of SIGNALS) process.off(each, passOn);
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}
