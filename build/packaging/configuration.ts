import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { NATIVE_PACKAGE, ROOT, UPDATER_PACKAGE } from './app-folder.ts';
import { setFuses } from './fuses.ts';
import { packagesWith } from './packages.ts';
import { feedOf, type PackageSettings } from './settings.ts';
import type { Order } from './targets.ts';

/** Windows groups notifications and macOS keeps keys by it: the same as the running app says, for ever. */
export const APP_ID = 'app.parley.desktop';

const resource = (name: string) => path.join(import.meta.dirname, name);

type FileSet = { readonly from: string; readonly to: string; readonly filter: string[] };

/** The native part for the packed machine alone; a universal app holds both of macOS's. */
const nativePackage = (prebuilt: string): FileSet => ({
  from: path.join(ROOT, 'node_modules', NATIVE_PACKAGE),
  to: `node_modules/${NATIVE_PACKAGE}`,
  filter: ['package.json', 'LICENSE', 'lib/**/*.js', `prebuilds/${prebuilt}.node`],
});

/** Packages without native parts, each where npm put it, without what only those who work on them read. */
const plainPackages = (name: string): FileSet[] =>
  packagesWith(ROOT, [name]).map(({ place }) => ({
    from: path.join(ROOT, place),
    to: place,
    filter: [
      'package.json',
      'LICEN[CS]E*',
      '**/*.{js,cjs,mjs,json}',
      '!**/node_modules/**',
      '!**/{test,tests,docs,examples}/**',
      '!bin/**',
    ],
  }));

/** A folder of Electron's own, given by hand, holds an app that shows how to start one. */
function removeDefaultApp({ appOutDir, electronPlatformName }: AfterPackContext): void {
  const resources = electronPlatformName === 'darwin' ? 'Electron.app/Contents/Resources' : 'resources';
  rmSync(path.join(appOutDir, resources, 'default_app.asar'), { force: true });
}

/** Flipped before the program is signed. The halves of a universal app are joined first. */
async function flipFuses({ appOutDir, electronPlatformName, packager }: AfterPackContext): Promise<void> {
  if (electronPlatformName === 'darwin' && appOutDir.endsWith('-temp')) return;
  const { productFilename } = packager.appInfo;
  const names: Readonly<Record<string, string>> = { darwin: `${productFilename}.app`, win32: `${productFilename}.exe` };
  await setFuses(path.join(appOutDir, names[electronPlatformName] ?? 'parley'));
}

function files(): (string | FileSet)[] {
  const dist = path.join(ROOT, 'dist');
  return [
    'package.json',
    'LICENSE',
    'THIRD-PARTY-LICENCES.txt',
    { from: path.join(dist, 'desktop'), to: '.', filter: ['**/*.{js,cjs,mjs}'] },
    // The page comes from the app's own protocol, at hand without a network: the service worker is the browser's.
    { from: path.join(dist, 'web'), to: 'web', filter: ['**/*', '!**/*.map', '!service-worker.js'] },
    ...plainPackages(UPDATER_PACKAGE),
  ];
}

/**
 * Everything electron-builder is told; it fills in the names in braces itself. Hooks are functions, hence no file that its own
 * command could read.
 */
export function configurationFor(order: Order, settings: PackageSettings): Configuration {
  const feed = feedOf(settings);
  return {
    appId: APP_ID,
    productName: 'Parley',
    copyright: `Copyright © The Parley authors`,
    electronVersion: JSON.parse(readFileSync(path.join(ROOT, 'node_modules/electron/package.json'), 'utf8')).version,
    ...(order.electronFolder === undefined ? {} : { electronDist: path.resolve(order.electronFolder) }),
    directories: { app: path.resolve(order.out, 'app'), output: path.resolve(order.out), buildResources: import.meta.dirname },
    files: files(),
    asar: { smartUnpack: false },
    asarUnpack: ['**/*.node'],
    // The packages are those named in `files`: their binaries come with them, and nothing is looked for or compiled.
    beforeBuild: () => false,
    afterExtract: removeDefaultApp,
    afterPack: flipFuses,
    protocols: [{ name: 'Parley', schemes: ['parley'] }],
    artifactName: `parley-\${version}-\${os}-\${arch}.\${ext}`,
    publish: feed === undefined ? null : { provider: 'generic', url: feed.url },
    generateUpdatesFilesForAllChannels: true,
    forceCodeSigning: settings.REQUIRE_SIGNING === 'on',
    ...linux(settings),
    ...mac(),
    ...windows(),
  };
}

function linux({ PACKAGE_MAINTAINER }: PackageSettings): Pick<Configuration, 'linux' | 'deb' | 'rpm'> {
  return {
    linux: {
      executableName: 'parley',
      icon: resource('icons'),
      category: 'Network;InstantMessaging;Chat',
      synopsis: 'The messenger an organisation runs for itself',
      maintainer: PACKAGE_MAINTAINER,
      vendor: 'Parley',
      desktop: { entry: { Keywords: 'chat;messenger;message;' } },
      syncDesktopName: true,
      files: [nativePackage(`linux-\${arch}`)],
    },
    deb: { packageCategory: 'net' },
  };
}

function mac(): Pick<Configuration, 'mac' | 'dmg'> {
  return {
    mac: {
      category: 'public.app-category.business',
      icon: resource('icons/icon.icns'),
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: resource('macos/entitlements.plist'),
      entitlementsInherit: resource('macos/entitlements.plist'),
      // Both halves hold both binaries, so that their archives are the same file.
      x64ArchFiles: 'darwin-*.node',
      files: [nativePackage('darwin-*')],
    },
    dmg: { title: `Parley \${version}` },
  };
}

function windows(): Pick<Configuration, 'win' | 'nsis' | 'msi'> {
  return {
    win: { icon: resource('icons/icon.ico'), files: [nativePackage(`win32-\${arch}`)] },
    // For a person: without an administrator, updates itself. The cache stays when the program goes: it may hold what is unsent.
    nsis: { oneClick: true, perMachine: false, deleteAppDataOnUninstall: false, shortcutName: 'Parley' },
    // For an administrator: for everybody on the machine, updated by whoever installed it.
    msi: { oneClick: false, perMachine: true, runAfterFinish: false, warningsAsErrors: false },
  };
}
