/**
 * Electron's binary cannot be fetched on every machine: these tests pack around a placeholder (`placeholder-electron.ts`) and look
 * at what came out. Nothing is started as Electron here; the workflow `desktop.yml` does that with the real one.
 */
import { spawn } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractAll, extractFile, getRawHeader, listPackage } from '@electron/asar';
import { NtExecutable, NtExecutableResource } from 'resedit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NATIVE_PACKAGE, ROOT, UPDATER_PACKAGE } from './app-folder.ts';
import { FUSES, readFuses } from './fuses.ts';
import { writePlaceholderElectron } from './placeholder-electron.ts';
import { publicKeyOf } from './sign-feed.ts';
import type { Architecture, System } from './targets.ts';

interface Case {
  readonly system: System;
  readonly arch: Architecture;
  /** Below the folder of the result. */
  readonly resources: string;
  readonly program: string;
  readonly binaries: readonly string[];
}

const CASES: readonly Case[] = [
  { system: 'linux', arch: 'x64', resources: 'linux-unpacked/resources', program: 'linux-unpacked/parley', binaries: ['linux-x64.node'] },
  { system: 'win', arch: 'x64', resources: 'win-unpacked/resources', program: 'win-unpacked/Parley.exe', binaries: ['win32-x64.node'] },
  {
    system: 'mac',
    arch: 'arm64',
    resources: 'mac-arm64/Parley.app/Contents/Resources',
    program: 'mac-arm64/Parley.app',
    binaries: ['darwin-arm64.node', 'darwin-x64.node'],
  },
];

/** SQLite, the updater and what it needs. */
const PACKAGES = [
  'argparse',
  'better-sqlite3-multiple-ciphers',
  'builder-util-runtime',
  'debug',
  'electron-updater',
  'fs-extra',
  'graceful-fs',
  'js-yaml',
  'jsonfile',
  'lazy-val',
  'lodash.escaperegexp',
  'lodash.isequal',
  'ms',
  'sax',
  'tiny-typed-emitter',
  'universalify',
];

const FEED = 'https://updates.example.org/parley/';
const SIGNING_KEY = generateKeyPairSync('ed25519').privateKey;
const MAX_ARCHIVE_BYTES = 12 * 1024 * 1024;

const folder = mkdtempSync(path.join(tmpdir(), 'parley-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `npm run package`; gives the folder of the result. */
async function packageFor(system: System, arch: Architecture): Promise<string> {
  const electron = path.join(folder, `electron-${system}`);
  const out = path.join(folder, system);
  writePlaceholderElectron(electron, system);
  const args = ['build/scripts/package.mjs', '--dir', '--system', system, '--arch', arch, '--electron', electron, '--out', out];
  const UPDATE_SIGNING_KEY = SIGNING_KEY.export({ format: 'pem', type: 'pkcs8' }).toString();
  await run(args, { ...process.env, PACKAGE_VERSION: '1.2.3-beta.4', UPDATE_FEED_URL: FEED, UPDATE_SIGNING_KEY });
  return out;
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(Buffer.concat(output).toString()))));
  });
}

/** What a script takes from elsewhere, neither beside it nor of Node. */
function packagesImportedBy(script: string): readonly string[] {
  const imports = [...script.matchAll(/\b(?:import|from|require\()\s*["']([\w@][^"'\n]*)["']/g)].map(([, name]) => name ?? '');
  return imports.filter((name) => !name.startsWith('node:') && !builtinModules.includes(name));
}

describe.each(CASES)('the package for $system (around a placeholder of Electron)', ({ system, arch, resources, program, binaries }) => {
  let out = '';
  let archive = '';
  let files: readonly string[] = [];

  beforeAll(async () => {
    out = await packageFor(system, arch);
    archive = path.join(out, resources, 'app.asar');
    files = listPackage(archive, { isPack: false }).map((name) => name.split(path.sep).slice(1).join('/'));
  }, 300_000);

  const scripts = () => files.filter((name) => /^[^/]+\.[cm]?js$/.test(name)).map((name) => extractFile(archive, name).toString());

  test('holds the program, the page, SQLite and the updater, and nothing else', () => {
    const built = readdirSync(path.join(ROOT, 'dist/desktop')).filter((name) => name !== 'package.json');
    const beside = ['LICENSE', 'THIRD-PARTY-LICENCES.txt', 'node_modules', 'package.json', 'web'];
    expect(files.filter((name) => !name.includes('/')).sort()).toEqual([...built, ...beside].sort());
    expect(built).toEqual(expect.arrayContaining(['main.js', 'preload.cjs']));
    expect(files.filter((name) => /^node_modules\/[^/]+$/.test(name)).sort()).toEqual(PACKAGES.map((name) => `node_modules/${name}`));
    expect(files.filter((name) => /\/node_modules\/[^/]+$/.test(name))).toEqual(['node_modules/electron-updater/node_modules/semver']);
    expect(files.filter((name) => /\.(map|ts|tsx|test\.js|gyp|c|cpp|h)$|readme/i.test(name))).toEqual([]);
    expect(files).toContain('web/index.html');
  });

  test('holds SQLite for this machine alone, unpacked', () => {
    const folderOfBinaries = `node_modules/${NATIVE_PACKAGE}/prebuilds`;
    expect(files.filter((name) => name.endsWith('.node')).sort()).toEqual(binaries.map((name) => `${folderOfBinaries}/${name}`));
    const unpacked = path.join(out, resources, 'app.asar.unpacked');
    expect(readdirSync(path.join(unpacked, folderOfBinaries)).sort()).toEqual([...binaries]);
    expect(readdirSync(unpacked, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toHaveLength(binaries.length);
  });

  test('has nothing of the server, of tests or of the machine it was made on', () => {
    const foreign = /fastify|@prisma|pg-boss|graphql-yoga|ioredis|playwright|vitest/;
    expect(
      scripts()
        .flatMap(packagesImportedBy)
        .filter((name) => foreign.test(name)),
    ).toEqual([]);
    const withOurPath = files.filter((name) => /\.([cm]?js|json|html|css)$/.test(name) && extractFile(archive, name).includes(ROOT));
    expect(withOurPath).toEqual([]);
  });

  test('asks at run time for Electron, SQLite and the updater, everything else is inside', () => {
    const asked = new Set(scripts().flatMap(packagesImportedBy));
    const known = ['electron', NATIVE_PACKAGE, UPDATER_PACKAGE];
    expect([...asked].filter((name) => !known.includes(name))).toEqual([]);
    expect(asked).toContain('electron');
  });

  test('is described by a package.json of its own', () => {
    expect(JSON.parse(extractFile(archive, 'package.json').toString())).toEqual({
      name: 'parley',
      productName: 'Parley',
      version: '1.2.3-beta.4',
      description: 'The messenger an organisation runs for itself.',
      license: 'MIT',
      author: 'The Parley authors',
      homepage: 'https://parley.invalid',
      type: 'module',
      main: 'main.js',
      desktopName: 'parley.desktop',
      updateKey: publicKeyOf(SIGNING_KEY),
    });
  });

  test('names the work of others', () => {
    const notices = extractFile(archive, 'THIRD-PARTY-LICENCES.txt').toString();
    for (const name of ['react', 'zod', NATIVE_PACKAGE]) expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
    expect(notices).not.toMatch(/^(fastify|@prisma\/client) \d/m);
  });

  test('has each fuse of its program set (E8)', async () => {
    expect(await readFuses(path.join(out, program))).toEqual(FUSES);
  });

  test('starts no other app than its own', () => {
    expect(existsSync(path.join(out, resources, 'default_app.asar'))).toBe(false);
  });

  test('is small', () => {
    expect(statSync(archive).size).toBeLessThan(MAX_ARCHIVE_BYTES);
  });
});

/** What Electron compares the archive with before it reads it: the hash of its header. */
function headerHashOf(archive: string): string {
  return createHash('sha256').update(getRawHeader(archive).headerString).digest('hex');
}

describe('the archive in a package (around a placeholder of Electron)', () => {
  test('is known to the program for Windows by its hash', () => {
    const program = NtExecutable.from(readFileSync(path.join(folder, 'win/win-unpacked/Parley.exe')));
    const entry = NtExecutableResource.from(program).entries.find(({ type }) => type === 'INTEGRITY');
    const hashes: unknown = JSON.parse(Buffer.from(entry?.bin ?? new ArrayBuffer(0)).toString());
    const value = headerHashOf(path.join(folder, 'win/win-unpacked/resources/app.asar'));
    expect(hashes).toEqual([{ file: 'resources\\app.asar', alg: 'SHA256', value }]);
  });

  test('is known to the program for macOS by its hash', () => {
    const contents = path.join(folder, 'mac/mac-arm64/Parley.app/Contents');
    const list = readFileSync(path.join(contents, 'Info.plist'), 'utf8');
    expect(list).toContain('ElectronAsarIntegrity');
    expect(list).toContain(headerHashOf(path.join(contents, 'Resources/app.asar')));
  });

  test('holds all that the encrypted store needs', async () => {
    const extracted = path.join(folder, 'extracted');
    extractAll(path.join(folder, 'linux/linux-unpacked/resources/app.asar'), extracted);
    const script = [
      `import Database from '${NATIVE_PACKAGE}';`,
      "const database = new Database(':memory:');",
      'database.exec("CREATE VIRTUAL TABLE words USING fts5(text, tokenize = \'trigram\')");',
    ].join('\n');
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: extracted, stdio: ['ignore', 'ignore', 'pipe'] });
    const said: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, said: Buffer.concat(said).toString() }).toEqual({ code: 0, said: '' });
  });
});

describe('the program (around a placeholder of Electron)', () => {
  test('is named to macOS for parley:// links', () => {
    expect(readFileSync(path.join(folder, 'mac/mac-arm64/Parley.app/Contents/Info.plist'), 'utf8')).toMatch(
      /CFBundleURLSchemes<\/key>\s*<array>\s*<string>parley</,
    );
  });

  // The file is written with the installers; on Linux alone with the folder as well.
  test('looks for updates where it was told', () => {
    const update = readFileSync(path.join(folder, 'linux/linux-unpacked/resources/app-update.yml'), 'utf8');
    expect(update).toContain(`url: ${FEED}`);
    expect(update).toContain('channel: beta');
  });
});
