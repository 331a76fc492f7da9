import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractAll } from '@electron/asar';
import { expect, test } from '@playwright/test';
import { writePlaceholderElectron } from '../../../build/packaging/placeholder-electron.ts';
import { findElectron, startOnHost } from '../../app/desktop-process.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Packs the app around a placeholder of Electron; gives the folder of what its archive holds. */
function packedApp(folder: string): string {
  const electron = path.join(folder, 'electron');
  writePlaceholderElectron(electron, 'linux');
  const args = ['build/packaging/pack.ts', '--dir', '--system', 'linux', '--arch', process.arch, '--electron', electron, '--out', folder];
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'pipe' });
  const app = path.join(folder, 'packed');
  const unpacked = process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`;
  extractAll(path.join(folder, unpacked, 'resources/app.asar'), app);
  return app;
}

// The fuses of a packed program let nobody steer it from outside, a test neither: in Electron it is tried by hand.
test.skip(findElectron() !== null || process.platform !== 'linux', 'for the test host');

test('what is in the package is all that the app needs to start, on the test host', async () => {
  // Outside the project's folder, whose packages would be found from below it.
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-packed-'));
  const userData = path.join(folder, 'user-data');
  mkdirSync(userData);
  const settings = {
    machine: path.join(folder, 'machine'),
    chromium: process.env.PARLEY_CHROMIUM ?? null,
    hasKeyStore: true,
    isOnline: false,
  };
  const desktop = await startOnHost({ app: packedApp(folder), userData, locale: 'en-US', ...settings }, []);
  try {
    const isWelcoming = async () => {
      const pages = await desktop.pages();
      const seen = await Promise.all(pages.map((page) => page.getByRole('heading', { name: 'Welcome to Parley' }).isVisible()));
      return seen.includes(true);
    };
    await expect.poll(isWelcoming, { timeout: 60_000 }).toBe(true);
    // What it writes is what it misses.
    expect(desktop.output).toBe('');
  } finally {
    await desktop.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});
