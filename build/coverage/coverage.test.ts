import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createCoverageMap } from '@vitest/istanbul-lib-coverage';
import { build } from 'vite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PageWitness } from './page-witness.ts';
import { ServerWitness } from './server-witness.ts';
import { coverageOfParts } from './thresholds.ts';
import type { Stretch, Witness } from './witness.ts';

const SOURCE = `interface Guest { readonly name: string }

export function greet(guest: Guest | null): string {
  if (guest === null) return 'Nobody is here';
  return ['Hello', guest.name].map((each: string) => each.trim()).join(' ');
}

function neverCalled(list: readonly string[]): string {
  const first = list[0] ?? 'none';
  return list.map((each) => each + first).join();
}

console.log(greet(process.argv.length > 9 ? null : { name: 'Ana' }), process.argv.length > 9 ? neverCalled([]) : '');
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'parley-coverage-'));
  mkdirSync(path.join(folder, 'sources'));
  writeFileSync(path.join(folder, 'sources/greet.ts'), SOURCE);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program and keeps what V8 counted in `counts`. */
function runCounted(program: string): void {
  execFileSync(process.execPath, [program], { env: { ...process.env, NODE_V8_COVERAGE: path.join(folder, 'counts') } });
}

/** What begins at the first place of this text and ends with its line. */
function stretchOf(text: string): Stretch {
  const lines = SOURCE.split('\n');
  const index = lines.findIndex((each) => each.includes(text));
  return { start: { line: index + 1, column: lines[index]?.indexOf(text) ?? -1 }, end: { line: index + 1, column: null } };
}

/** Which of the source's statements a witness saw. */
function seenBy(witness: Witness): Record<string, boolean> {
  const file = path.join(folder, 'sources/greet.ts');
  const texts = [
    'if (guest',
    "return 'Nobody",
    "return ['Hello'",
    'each.trim()',
    'const first',
    'return list',
    'each + first',
    'console.log',
  ];
  return Object.fromEntries(texts.map((text) => [text, witness.hasRun(file, stretchOf(text))]));
}

const RAN = {
  'if (guest': true,
  "return 'Nobody": false,
  "return ['Hello'": true,
  'each.trim()': true,
  'const first': false,
  'return list': false,
  'each + first': false,
  'console.log': true,
};

test('tells which statements a process ran, from its TypeScript files', () => {
  runCounted(path.join(folder, 'sources/greet.ts'));

  expect(seenBy(new ServerWitness(path.join(folder, 'counts'), path.join(folder, 'sources/')))).toEqual(RAN);
});

test('tells which statements of the sources ran in a minified script', async () => {
  await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir: 'built',
      sourcemap: 'hidden',
      minify: true,
      rollupOptions: { input: path.join(folder, 'sources/greet.ts'), output: { entryFileNames: 'assets/greet.js' } },
    },
  });
  const script = path.join(folder, 'built/assets/greet.js');
  runCounted(script);
  asServedBy(script);

  const witness = new PageWitness(path.join(folder, 'counts'), path.join(folder, 'built'), path.join(folder, 'sources/'));
  expect(readFileSync(script, 'utf8')).not.toContain('neverCalled');
  expect(seenBy(witness)).toEqual(RAN);
});

/** Renames the script in the counts as a browser would have named it, and leaves out Node's own. */
function asServedBy(script: string): void {
  const counts = path.join(folder, 'counts');
  for (const name of readdirSync(counts)) {
    const { result }: { result: { url: string }[] } = JSON.parse(readFileSync(path.join(counts, name), 'utf8'));
    const own = result.filter(({ url }) => url === pathToFileURL(script).href);
    const renamed = own.map((each) => ({ ...each, url: 'http://localhost:4000/assets/greet.js' }));
    writeFileSync(path.join(counts, 'page.tmp'), JSON.stringify({ result: renamed }));
    renameSync(path.join(counts, 'page.tmp'), path.join(counts, name));
  }
}

test('counts the lines of each part by the names of its files', () => {
  const stretch = { start: { line: 1, column: 0 }, end: { line: 1, column: 9 } };
  const file = (name: string, count: number) => ({
    path: name,
    statementMap: { 0: stretch, 1: { ...stretch, start: { line: 2, column: 0 } } },
    fnMap: {},
    branchMap: {},
    s: { 0: 1, 1: count },
    f: {},
    b: {},
  });
  const names = [
    'backend/modules/people/people.service.ts',
    'desktop/sync/outbox.ts',
    'desktop/renderer/store/database.ts',
    'backend/main.ts',
  ];
  const map = createCoverageMap(Object.fromEntries(names.map((name) => [name, file(name, name === 'desktop/sync/outbox.ts' ? 1 : 0)])));

  expect(coverageOfParts(map, (name) => name).map(({ part, covered, lines }) => [part, covered, lines])).toEqual([
    ['overall', 5, 8],
    ['services and policies', 1, 2],
    ['realtime', 0, 0],
    ['sync', 2, 2],
    ['store', 1, 2],
  ]);
});
