import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainSend } from '../../sync/operation.ts';
import type { StoreChange } from '../../sync/store.ts';
import { openStoreFolder, type StoreFolder } from '../../test/store-folder.ts';
import { conversationRow, messageRow } from '../../test/store-rows.ts';
import { connect, databasePath } from './database-file.ts';
import { openStore } from './recover-store.ts';
import { StoreFile } from './store-file.ts';
import { StoreKeeper } from './store-keeper.ts';

let place: StoreFolder;
beforeEach(() => {
  place = openStoreFolder();
});
afterEach(() => place.remove());

const PAGE_BYTES = 4096;
const at = () => ({ folder: place.folder, key: place.key() });
const waiting = (id: string, position: number) =>
  ({ id, conversationId: 'team', operation: plainSend(id), createdAt: '2026-01-05', position, attempts: 0, refusal: null }) as const;

const owned: readonly StoreChange[] = [
  { type: 'outboxPut', row: waiting('first', 1) },
  { type: 'outboxPut', row: waiting('second', 2) },
  { type: 'draftSet', draft: { conversationId: 'team', text: 'half a thou' } },
  { type: 'readMarkSet', mark: { conversationId: 'team', readSeq: 9 } },
];

function fill(messageCount = 2_000): void {
  const store = StoreFile.open(at());
  const messages = Array.from({ length: messageCount }, (_, i) => messageRow(i + 1, { text: `message ${i} about nothing in particular` }));
  const conversation = conversationRow({ window: { startSeq: 1, olderCursor: null } });
  store.save([...owned, { type: 'conversationReplaced', conversation, messages, threads: [], members: [] }]);
  store.close();
}

/** Overwrites pages of the file with noise, as a failing disk does. */
function damage(isHit: (page: number) => boolean): void {
  const file = databasePath(place.folder);
  const bytes = readFileSync(file);
  for (let page = 0; page < bytes.length / PAGE_BYTES; page += 1)
    if (isHit(page)) bytes.fill(0xa5, page * PAGE_BYTES, page * PAGE_BYTES + 64);
  writeFileSync(file, bytes);
}

/** In which pages something stands that was written by `fill`: found by writing a second file without it. */
function pageOf(table: string): number {
  const connection = connect(at());
  const row = connection.prepare<[string], { pageno: number }>('SELECT pageno FROM dbstat WHERE name = ? ORDER BY pageno').get(table);
  connection.close();
  if (row === undefined) throw new Error(`No page of ${table}.`);
  return row.pageno - 1;
}

const ownedOf = (store: StoreFile) => {
  const { outbox, drafts, readMarks } = store.load();
  return { outbox: outbox.map(({ id }) => id), drafts: drafts.map(({ text }) => text), readMarks: readMarks.map(({ readSeq }) => readSeq) };
};
const all = { outbox: ['first', 'second'], drafts: ['half a thou'], readMarks: [9] };

describe('a store that cannot be read', () => {
  it('tells another key, sets the file aside and begins anew', () => {
    fill(10);
    const { file, recovery } = openStore({ folder: place.folder, key: new Uint8Array(32) });
    expect(recovery).toEqual({ reason: 'WRONG_KEY', carriedOver: 0, isComplete: false });
    expect(file.load()).toMatchObject({ conversations: [], outbox: [] });
    expect(existsSync(`${place.folder}/set-aside/parley.db`)).toBe(true);
    file.close();
  });

  it('tells another key by itself, and touches nothing', () => {
    fill(10);
    const before = readFileSync(databasePath(place.folder));
    expect(() => StoreFile.open({ folder: place.folder, key: new Uint8Array(32) })).toThrow(expect.objectContaining({ code: 'WRONG_KEY' }));
    expect(readFileSync(databasePath(place.folder)).equals(before)).toBe(true);
    const store = StoreFile.open(at());
    expect(ownedOf(store)).toEqual(all);
    store.close();
  });

  it('begins anew where the beginning of the file is damaged', () => {
    fill(10);
    damage((page) => page === 0);
    const { file, recovery } = openStore(at());
    expect(recovery).toEqual({ reason: 'CORRUPT', carriedOver: 0, isComplete: false });
    expect(file.load().conversations).toEqual([]);
    file.close();
  });

  it('carries over what is owned where only messages are damaged, noticed while it is open', () => {
    fill();
    const pages = new Set([pageOf('owned_outbox'), pageOf('owned_drafts'), pageOf('owned_read_marks')]);
    damage((page) => page > 16 && !pages.has(page));
    const recoveries: unknown[] = [];
    const keeper = new StoreKeeper({ place: at(), onRecovered: (recovery) => recoveries.push(recovery) });
    expect(keeper.answer({ name: 'listMessages', input: { conversationId: 'team', before: 1_000_000, limit: 2_000 } })).toBe('null');
    expect(recoveries).toEqual([{ reason: 'CORRUPT', carriedOver: 4, isComplete: true }]);
    keeper.close();
    const store = StoreFile.open(at());
    expect(ownedOf(store)).toEqual(all);
    store.close();
  });

  it.each([
    { table: 'cache_conversations', carried: all },
    { table: 'owned_outbox', carried: { ...all, outbox: ['second'] } },
  ])('carries over what can be read where a row of $table says nothing any more', ({ table, carried }) => {
    fill(10);
    const connection = connect(at());
    connection.prepare(`UPDATE ${table} SET body = substr(body, 2) WHERE id IN ('team', 'first')`).run();
    connection.close();
    const recoveries: unknown[] = [];
    const keeper = new StoreKeeper({ place: at(), onRecovered: (recovery) => recoveries.push(recovery) });
    expect(JSON.parse(keeper.answer({ name: 'load' }))).toMatchObject({ conversations: [] });
    expect(recoveries).toHaveLength(1);
    keeper.close();
    const store = StoreFile.open(at());
    expect(ownedOf(store)).toEqual(carried);
    store.close();
  });

  it('carries over the rest where some of what is owned is damaged, and says that it is not all', () => {
    fill();
    const hit = pageOf('owned_outbox');
    damage((page) => page === hit);
    const recoveries: unknown[] = [];
    const keeper = new StoreKeeper({ place: at(), onRecovered: (recovery) => recoveries.push(recovery) });
    keeper.answer({ name: 'load' });
    expect(recoveries).toEqual([{ reason: 'CORRUPT', carriedOver: 2, isComplete: false }]);
    keeper.close();
    const store = StoreFile.open(at());
    expect(ownedOf(store)).toEqual({ ...all, outbox: [] });
    store.close();
  });
});

describe('a store that was written by a newer version', () => {
  it('is refused, and nothing of it is touched', () => {
    fill(10);
    const connection = connect(at());
    connection.pragma('user_version = 99990');
    connection.close();
    const before = readFileSync(databasePath(place.folder));
    expect(() => openStore(at())).toThrow(expect.objectContaining({ code: 'NEWER_VERSION' }));
    expect(readFileSync(databasePath(place.folder)).equals(before)).toBe(true);
    expect(existsSync(`${place.folder}/set-aside`)).toBe(false);
  });
});

describe('a full disk', () => {
  it('is told, nothing half is kept, and what was kept stays', () => {
    fill(10);
    const store = StoreFile.open({ ...at(), pagesMax: 60 });
    const messages = Array.from({ length: 5_000 }, (_, i) => messageRow(i + 1, { conversationId: 'large', text: `and so on ${i}` }));
    const conversation = conversationRow({ id: 'large' });
    expect(() =>
      store.save([
        { type: 'outboxPut', row: waiting('third', 3) },
        { type: 'conversationReplaced', conversation, messages, threads: [], members: [] },
      ]),
    ).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
    expect(ownedOf(store)).toEqual(all);
    expect(store.listMessages('large', { before: 10_000, limit: 10 })).toBeNull();
    store.save([{ type: 'draftSet', draft: { conversationId: 'team', text: '' } }]);
    expect(ownedOf(store)).toEqual({ ...all, drafts: [] });
    store.close();
  });
});
