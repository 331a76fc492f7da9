import { existsSync, mkdtempSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type BrowserContext, chromium } from '@playwright/test';
import { settings } from './settings.ts';

const FREE_TIMEOUT_MS = 15_000;
const STEP_MS = 25;

const ARGUMENTS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--remote-debugging-port=0',
];

export interface Chromium {
  readonly context: BrowserContext;
  /** Where a test attaches to the same pages. */
  readonly endpoint: string;
}

/** Where a session that lasts is kept; null for one that does not. */
export function folderOf(partition: string): string | null {
  return partition.startsWith('persist:') ? path.join(settings.userData, 'Partitions', partition.slice('persist:'.length)) : null;
}

/** A Chromium with what it keeps in a folder: of the user's data for a session that lasts, else one that is thrown away. */
export async function launchChromium(partition: string, proxyPort: number): Promise<Chromium> {
  const folder = folderOf(partition) ?? mkdtempSync(path.join(tmpdir(), 'parley-electron-host-'));
  await untilFree(folder);
  const context = await chromium.launchPersistentContext(folder, {
    ...(settings.chromium === null ? {} : { executablePath: settings.chromium }),
    args: process.getuid?.() === 0 ? ['--no-sandbox', ...ARGUMENTS] : ARGUMENTS,
    // Addresses of this machine go by it too.
    proxy: { server: `http://127.0.0.1:${proxyPort}`, bypass: '<-loopback>' },
    viewport: null,
    locale: settings.locale,
    serviceWorkers: 'block',
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const [port] = readFileSync(path.join(folder, 'DevToolsActivePort'), 'utf8').split('\n');
  return { context, endpoint: `http://127.0.0.1:${port}` };
}

/** After the app was killed its Chromium ends by itself, a moment later. */
async function untilFree(folder: string): Promise<void> {
  const started = Date.now();
  while (isTaken(path.join(folder, 'SingletonLock'))) {
    if (Date.now() - started > FREE_TIMEOUT_MS) throw new Error(`Another Chromium still has ${folder}.`);
    await delay(STEP_MS);
  }
}

function isTaken(lock: string): boolean {
  try {
    const pid = Number(/-(\d+)$/.exec(readlinkSync(lock))?.[1]);
    process.kill(pid, 0);
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
