import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { thirdPartyNotices } from './notices.ts';
import { feedOf, type PackageSettings } from './settings.ts';
import { publicKeyOf } from './sign-feed.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** Where the built program starts; the page is in `web` beside it. */
export const MAIN = 'main.js';

/** Loaded from node_modules at run time for its native part. */
export const NATIVE_PACKAGE = 'better-sqlite3-multiple-ciphers';

/** Loaded from there as it is, since it asks Electron for itself. Everything else is in the bundles. */
export const UPDATER_PACKAGE = 'electron-updater';

/**
 * Writes the folder that electron-builder takes as the app: a package.json of its own, so that not one package of the server
 * counts as the app's, and what people must be told about others' work. The built files are added by the configuration.
 */
export function writeAppFolder(folder: string, settings: PackageSettings): void {
  for (const built of [path.join('dist/desktop', MAIN), 'dist/web/index.html'])
    if (!existsSync(path.join(ROOT, built))) throw new Error(`${built} is missing. Run: npm run package`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(appManifest(settings), null, 2)}\n`);
  writeFileSync(path.join(folder, 'LICENSE'), readFileSync(path.join(ROOT, 'LICENSE')));
  writeFileSync(path.join(folder, 'THIRD-PARTY-LICENCES.txt'), thirdPartyNotices(ROOT));
}

function appManifest(settings: PackageSettings): Readonly<Record<string, unknown>> {
  const { name, version, description, license } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const feed = feedOf(settings);
  return {
    name,
    productName: 'Parley',
    version: settings.PACKAGE_VERSION ?? version,
    description,
    license,
    author: 'The Parley authors',
    homepage: settings.PACKAGE_HOMEPAGE,
    type: 'module',
    main: MAIN,
    // On Linux a window belongs to the launcher of this name, which counts what is unread.
    desktopName: 'parley.desktop',
    // Whose updates the app installs; without it, none.
    ...(feed === undefined ? {} : { updateKey: publicKeyOf(feed.key) }),
  };
}
