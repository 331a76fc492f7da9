import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractAll } from '@electron/asar';
import { writePlaceholderElectron } from '../../../build/packaging/placeholder-electron.ts';
import { findElectron } from '../../app/desktop-process.ts';
import { deviceAt, test } from '../../app/desktop-test.ts';

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
test.skip(
  findElectron() !== null || process.platform !== 'linux',
  'A packed program in Electron lets no test steer it, and this one unpacks for Linux.',
);

test('what is in the package is all that the app needs to sign in and to start again without a network, on the test host', async ({
  world,
  desktopOf,
}) => {
  // It packs as well.
  test.slow();
  // Outside the project's folder, whose packages would be found from below it.
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-packed-'));
  try {
    const { ana, ben } = await world.twoPeopleTalking();
    const first = await desktopOf(ana, { app: packedApp(folder) });
    await (await first.open(ben.displayName)).expectTexts(['Hello']);

    await first.desktop.restart({ isOnline: false });
    const again = await deviceAt(first.desktop, first.node);
    await (await again.open(ben.displayName)).expectTexts(['Hello']);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});
