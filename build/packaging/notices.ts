import { existsSync } from 'node:fs';
import path from 'node:path';
import { licenceOf, licenceTexts, unfitPackages } from './licences.ts';
import { type LockedPackage, packagesUsedBy } from './packages.ts';

/** What is in the desktop app: the page, what brings it up to date, and the program around them. */
const FOLDERS = ['desktop/renderer', 'desktop/sync', 'desktop/bridge', 'desktop/preload', 'desktop/main'];

const LINE = `\n\n${'─'.repeat(80)}\n\n`;

/** The packages of others in the desktop app. Electron and Chromium bring their own licences, which lie beside the program. */
export function desktopPackages(root: string): readonly LockedPackage[] {
  return packagesUsedBy(root, FOLDERS);
}

/** The text that goes into every package: whose work is in it, and under which licence. Throws when one may not be. */
export function thirdPartyNotices(root: string): string {
  const packages = desktopPackages(root);
  const unfit = unfitPackages(packages);
  if (unfit.length > 0) throw new Error(`Not in a package of Parley under this licence: ${unfit.join(', ')}.`);
  const parts = packages.map((found) => notice(root, found));
  return `${[`Parley holds the work of others. Each part is under the licence named with it.`, ...parts].join(LINE)}\n`;
}

function notice(root: string, found: LockedPackage): string {
  const title = `${found.name} ${found.version} (${licenceOf(found)})`;
  // A package for other machines is in the lock and not on the disk; it is not in the package either.
  if (!existsSync(path.join(root, found.place))) return title;
  return [title, ...licenceTexts(root, found)].join('\n\n');
}
