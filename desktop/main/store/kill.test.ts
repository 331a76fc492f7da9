import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { MemoryStore } from '../../sync/memory-store.ts';
import { randomChanges, seededRandom } from '../../test/random-changes.ts';
import { contentOf } from '../../test/store-content.ts';
import { openStoreFolder, type StoreFolder } from '../../test/store-folder.ts';
import { openDatabase } from './database-file.ts';

/** How many stores are killed: `PARLEY_KILLS` names another number, `PARLEY_SEED` what to play again. */
// biome-ignore lint/style/noProcessEnv: how thoroughly a test tries is the tester's choice; no program reads it.
const { PARLEY_KILLS = '1000', PARLEY_SEED = String(Date.now() % 1_000_000) } = process.env;
const [KILLS, FIRST_SEED] = [Number(PARLEY_KILLS), Number(PARLEY_SEED)];
const LANES = 2;
/** After so many statements at the latest; a step takes about twenty. */
const STATEMENTS_MAX = 400;
/** One of so many is killed from outside, in the middle of whatever it does. */
const OUTSIDE = 3;
const VICTIM = fileURLToPath(new URL('../../test/store-victim.ts', import.meta.url));

/** A store is compiled once, not a thousand times. */
function compiling(folder: string): { readonly env: NodeJS.ProcessEnv } {
  // biome-ignore lint/style/noProcessEnv: handed on to the child.
  return { env: { ...process.env, NODE_COMPILE_CACHE: folder } };
}

interface Life {
  readonly held: string;
  /** The last step that it said was saved. */
  readonly lastSaved: number | null;
}

interface LifeOptions {
  readonly folder: string;
  /** Where what was compiled is kept. */
  readonly compiled: string;
  readonly seed: number;
  readonly first: number;
  readonly random: () => number;
}

/** Runs a store until it is killed. */
async function liveOnce({ folder, compiled, seed, first, random }: LifeOptions): Promise<Life> {
  const isOutside = random() < 1 / OUTSIDE;
  const statement = isOutside ? 0 : 1 + Math.floor(random() * STATEMENTS_MAX);
  const savesUntilKilled = Math.floor(random() * 12);
  const child = spawn(process.execPath, [VICTIM, folder, String(seed), String(first), String(statement)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...compiling(compiled),
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_code, signal) => resolve(signal)));
  let held = '';
  let lastSaved: number | null = null;
  let saves = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('holds ')) held = line.slice('holds '.length);
    else {
      lastSaved = Number(line.slice('saved '.length));
      saves += 1;
    }
    if (isOutside && saves >= savesUntilKilled) child.kill('SIGKILL');
  }
  expect(await ended).toBe('SIGKILL');
  return { held, lastSaved };
}

/** How often one folder's store is killed before another one is begun. */
const LIVES = 25;

/** Kills the store of one folder again and again; what the next one holds must be what was said to be saved, or one step more. */
async function killOften(seed: number, compiled: string): Promise<void> {
  const random = seededRandom(seed);
  const place = openStoreFolder();
  const expected = new MemoryStore();
  let next = 0;
  for (let life = 0; life < LIVES; life += 1) {
    const { held, lastSaved } = await liveOnce({ folder: place.folder, compiled, seed, first: next, random });
    // Killed before it could look.
    if (held === '') continue;
    // Killed after a commit and before it could say so.
    if (held !== (await contentOf(expected))) await expected.save(randomChanges(seed, next));
    expect(held, `PARLEY_SEED=${seed}: life ${life}, before step ${next}`).toBe(await contentOf(expected));
    for (; lastSaved !== null && next <= lastSaved; next += 1) await expected.save(randomChanges(seed, next));
  }
  checkFile(place);
  place.remove();
}

/** The file is sound, and the index has what the texts have. */
function checkFile({ folder }: StoreFolder): void {
  const connection = openDatabase({ folder, key: new Uint8Array(32).fill(7) });
  expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
  connection.exec("INSERT INTO cache_words (cache_words, rank) VALUES ('integrity-check', 1)");
  connection.close();
}

it(`keeps everything that it said was saved, and nothing half, through ${KILLS} kills`, { timeout: 60_000 + KILLS * 1_000 }, async () => {
  console.log(`Seeds from ${FIRST_SEED} on.`);
  const seeds = Array.from({ length: Math.ceil(KILLS / LIVES) }, (_, i) => FIRST_SEED + i);
  const compiled = mkdtempSync(path.join(tmpdir(), 'parley-compiled-'));
  execFileSync(process.execPath, [VICTIM, path.join(compiled, 'ann'), '0', '0', '-1'], compiling(compiled));
  const lane = async () => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) await killOften(seed, compiled);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  rmSync(compiled, { recursive: true, force: true });
});
