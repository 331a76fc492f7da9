import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BridgeStore } from '../../renderer/store/bridge-store.ts';
import type { Store } from '../../sync/store.ts';
import { type BridgedStores, openBridgedStores } from '../../test/bridged-stores.ts';
import { ManualPlatform } from '../../test/manual-platform.ts';
import type { ModelServer } from '../../test/model-server.ts';
import { ANN, BOB, say, startWorld } from '../../test/model-world.ts';
import { seededRandom } from '../../test/random-changes.ts';
import { openTestClient } from '../../test/test-client.ts';
import { connect } from './database-file.ts';

/** `PARLEY_SEED` names what to play again. */
// biome-ignore lint/style/noProcessEnv: what a test plays is the tester's choice; no program reads it.
const SEED = Number(process.env.PARLEY_SEED ?? Date.now() % 1_000_000);
/** Five seconds are promised, two are taken, and printed: a machine that does much else at once may take longer. */
const PATIENCE_MS = 20_000;
const SAID = { team: 700, direct: 300 } as const;

/** By the clock of the machine: what is measured is how long a person has wrong rows. */
class RealPlatform extends ManualPlatform {
  override readonly now = () => Date.now();
  override readonly setTimer = (delayMs: number, callback: () => void) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  };
}

let root: string;
let bridged: BridgedStores;
let server: ModelServer;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'parley-damage-'));
  bridged = await openBridgedStores(root);
  server = startWorld();
  for (const [id, count] of Object.entries(SAID)) {
    for (let index = 1; index <= count; index += 1) say(server, [index % 3 === 0 ? ANN : BOB, id], `message ${index} of ${id}`);
    for (const seq of [20, 40, 60]) server.edit(id, seq, `corrected at ${seq}`);
    for (const seq of [30, 50]) server.edit(id, seq, null);
  }
});

afterEach(async () => {
  await bridged.stores.closeAll();
  rmSync(root, { recursive: true, force: true });
});

async function openStore(): Promise<Store> {
  const { store } = await BridgeStore.open(bridged.bridge, ANN);
  if (store === null) throw new Error('Nothing is kept.');
  return store;
}

const startClient = (store: Store) => openTestClient(server, ANN, { store, platform: new RealPlatform() });

/** Ann's file, with everything that there is. */
async function fillStore(): Promise<void> {
  const { sync, crash } = await startClient(await openStore());
  for (const id of Object.keys(SAID)) {
    await expect.poll(() => sync.replica.conversation(id)?.cursor).toBe(server.get(id).lastSeq);
    await sync.history.open(id);
    while (sync.history.hasOlder(id)) await sync.history.loadOlder(id);
  }
  await crash();
  await bridged.stores.closeAll();
}

/** Every message that is held, by conversation. */
const messagesIn = (store: Store) =>
  Promise.all(
    Object.keys(SAID).map(async (id) => (await store.listMessages(id, { before: Number.MAX_SAFE_INTEGER, limit: 10_000 }))?.messages),
  );

const search = async (store: Store) => (await store.search?.({ text: 'message', order: 'TIME', limit: 1_000 }))?.map(({ id }) => id).sort();

interface Row {
  readonly no: number;
  readonly seq: number;
  readonly changeSeq: number;
  readonly body: string;
}
type Run = (sql: string, ...values: readonly (string | number)[]) => void;
type Ruin = (run: Run, row: Row, random: () => number) => void;

/** Another letter somewhere, mostly so that the row is no JSON any more; not in the name of its checksum, which would only be gone. */
function flipped(body: string, random: () => number): string {
  const parts = body.split(/("seal":)/);
  const rest = parts.length === 1 ? body : (parts[0] ?? '');
  const place = Math.floor(random() * rest.length);
  const other = body[place] === '~' ? '!' : '~';
  return body.slice(0, place) + other + body.slice(place + 1);
}

const RUINS: Readonly<Record<string, Ruin>> = {
  flipped: (run, { no, seq, body }, random) =>
    run('UPDATE cache_messages SET body = ? WHERE conversation_no = ? AND seq = ?', flipped(body, random), no, seq),
  'with other words': (run, { no, seq, body }) =>
    run('UPDATE cache_messages SET body = ? WHERE conversation_no = ? AND seq = ?', body.replace('message', 'massage'), no, seq),
  'of another version': (run, { no, seq, changeSeq }, random) =>
    run(
      'UPDATE cache_messages SET change_seq = ? WHERE conversation_no = ? AND seq = ?',
      changeSeq + 1 + Math.floor(random() * 99),
      no,
      seq,
    ),
  deleted: (run, { no, seq }) => run('DELETE FROM cache_messages WHERE conversation_no = ? AND seq = ?', no, seq),
  'doubled over another': (run, { no, seq }, random) =>
    run(
      `INSERT OR REPLACE INTO cache_messages SELECT conversation_no, seq + ?, change_seq, body, label FROM cache_messages WHERE conversation_no = ? AND seq = ?`,
      1 + Math.floor(random() * 300),
      no,
      seq,
    ),
  empty: (run, { no, seq }) => run("UPDATE cache_messages SET body = '{}' WHERE conversation_no = ? AND seq = ?", no, seq),
};

/** Ruins rows of the file while nobody has it open; gives in what ways. */
async function ruin(random: () => number, count: number): Promise<string[]> {
  const connection = connect(await bridged.placeOf(ANN));
  const run: Run = (sql, ...values) => void connection.prepare(sql).run(...values);
  const rows = connection.prepare<[], Row>('SELECT conversation_no AS no, seq, change_seq AS changeSeq, body FROM cache_messages').all();
  const names = Object.keys(RUINS);
  const ways = Array.from({ length: count }, () => {
    const row = rows[Math.floor(random() * rows.length)];
    const name = names[Math.floor(random() * names.length)] ?? '';
    if (row !== undefined) RUINS[name]?.(run, row, random);
    return name;
  });
  connection.close();
  return ways;
}

it.each([0, 1, 2])(
  'heals a file whose rows were flipped, deleted and doubled while it was closed (%i)',
  { timeout: 60_000 },
  async (turn) => {
    const random = seededRandom(SEED + turn);
    await fillStore();
    const store = await openStore();
    const [truth, found] = [await messagesIn(store), await search(store)];
    await bridged.stores.closeAll();
    const ways = await ruin(random, 1 + Math.floor(random() * 60));

    const again = await openStore();
    expect(await messagesIn(again), `PARLEY_SEED=${SEED}`).not.toEqual(truth);
    const startedAt = Date.now();
    const client = await startClient(again);
    await expect.poll(() => messagesIn(again), { timeout: PATIENCE_MS, message: `PARLEY_SEED=${SEED}: ${ways.join(', ')}` }).toEqual(truth);
    console.log(`PARLEY_SEED=${SEED}, ${turn}: ${ways.length} rows ruined, healed ${Date.now() - startedAt} ms after the start.`);
    expect(await search(again)).toEqual(found);
    expect(client.storeErrors).toEqual([]);
    expect(bridged.recovered).toEqual([]);
    await client.crash();
  },
);

it.each<[string, (row: Record<string, unknown> & { cursor: number }) => object]>([
  ['is too far', (row) => ({ cursor: row.cursor + 50 })],
  ['is far too far', (row) => ({ cursor: row.cursor + 2_000_000 })],
  ['is not far enough', (row) => ({ cursor: row.cursor - 50 })],
  ['has other words of the newest message', (row) => ({ lastMessage: { ...(row.lastMessage as object), text: 'never said' } })],
  ['has lost the newest message', () => ({ lastMessage: null })],
])('heals a conversation whose row %s', { timeout: 60_000 }, async (_what, damage) => {
  await fillStore();
  const rowIn = async (held: Store) => (await held.load()).conversations.find(({ id }) => id === 'team');
  const truth = await rowIn(await openStore());
  await bridged.stores.closeAll();
  const connection = connect(await bridged.placeOf(ANN));
  const body = JSON.stringify({ ...truth, ...damage({ cursor: 0, ...truth }) });
  connection.prepare("UPDATE cache_conversations SET body = ? WHERE id = 'team'").run(body);
  connection.close();

  const again = await openStore();
  expect(await rowIn(again)).not.toEqual(truth);
  const startedAt = Date.now();
  const client = await startClient(again);
  const telling = async () => {
    const { cursor, lastMessage } = (await rowIn(again)) ?? {};
    return { cursor, lastMessage };
  };
  await expect.poll(telling, { timeout: PATIENCE_MS }).toEqual({ cursor: truth?.cursor, lastMessage: truth?.lastMessage });
  console.log(`A conversation's row was healed ${Date.now() - startedAt} ms after the start.`);
  say(server, [BOB, 'team'], 'the next one');
  await expect.poll(async () => (await telling()).lastMessage?.text).toBe('the next one');
  await client.crash();
});
