import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageRow } from '../../sync/records.ts';
import { openStoreFolder, type StoreFolder } from '../../test/store-folder.ts';
import { conversationRow, messageRow } from '../../test/store-rows.ts';
import { StoreFile } from './store-file.ts';

/** What the server's search and this one are both proven on. */
const cases = JSON.parse(readFileSync(new URL('../../../e2e/cases/search.json', import.meta.url), 'utf8')) as readonly {
  readonly said: string;
  readonly found: readonly string[];
}[];

let place: StoreFolder;
let store: StoreFile;

beforeEach(() => {
  place = openStoreFolder();
  store = StoreFile.open({ folder: place.folder, key: place.key() });
});
afterEach(() => {
  store.close();
  place.remove();
});

const at = (n: number) => new Date(Date.parse('2026-01-05T09:00:00Z') + n * 60_000).toISOString();

/** Keeps messages of a conversation, each a minute after the one before. */
function say(texts: readonly string[], over: (seq: number) => Partial<MessageRow> = () => ({})): void {
  const messages = texts.map((text, i) => messageRow(i + 1, { text, createdAt: at(i + 1), ...over(i + 1) }));
  const conversation = conversationRow({ cursor: texts.length, window: { startSeq: 1, olderCursor: null } });
  store.save([{ type: 'conversationReplaced', conversation, messages, threads: [], members: [] }]);
}

const find = (text: string, order: 'TIME' | 'RANK' = 'TIME', limit = 50) =>
  store.search({ text, order, limit }).map((message) => message.text);

describe('what is found (SEARCH-3)', () => {
  it.each(cases)('finds $said by every way of writing it, and no other', ({ said, found }) => {
    say(['quiet', said, 'purple']);
    for (const text of found) expect([text, find(text)]).toEqual([text, [said]]);
  });

  it('knows phrases, what is left out, and alternatives; filters are left to the server', () => {
    say(['zebra crossing ahead', 'crossing the zebra', 'a quagga ahead']);
    expect(find('"zebra crossing"')).toEqual(['zebra crossing ahead']);
    expect(find('zebra -ahead')).toEqual(['crossing the zebra']);
    expect(find('"crossing the" or quagga')).toEqual(['a quagga ahead', 'crossing the zebra']);
    expect(find('"ebra"')).toEqual([]);
    expect(find('from:ana zebra has:link')).toEqual(['crossing the zebra', 'zebra crossing ahead']);
    expect(find('-zebra')).toEqual([]);
    expect(find('')).toEqual([]);
    expect(find('%_"\'*')).toEqual([]);
  });

  it('finds one and two letters where a word begins, be they said often or seldom', () => {
    const texts = Array.from({ length: 7_000 }, (_, i) => (i === 3 ? 'xylophone 由美' : `about nothing ${i}`));
    say(texts);
    expect(find('x')).toEqual(['xylophone 由美']);
    expect(find('xy')).toEqual(['xylophone 由美']);
    expect(find('由')).toEqual(['xylophone 由美']);
    expect(find('x xy')).toEqual(['xylophone 由美']);
    expect(find('q')).toEqual([]);
    expect(find('a', 'TIME', 2)).toEqual(['about nothing 6999', 'about nothing 6998']);
    expect(find('b', 'TIME', 2)).toEqual([]);
  });

  it('gives the newest first, of whatever conversation, though they came in another order', () => {
    say(['apple 1', 'apple 2']);
    const older = messageRow(1, { conversationId: 'old', text: 'apple 0', createdAt: at(0) });
    const newer = messageRow(2, { conversationId: 'old', text: 'apple 3', createdAt: at(3) });
    store.save([
      { type: 'conversationReplaced', conversation: conversationRow({ id: 'old' }), messages: [newer, older], threads: [], members: [] },
    ]);
    expect(find('apple')).toEqual(['apple 3', 'apple 2', 'apple 1', 'apple 0']);
    expect(find('apple', 'TIME', 2)).toEqual(['apple 3', 'apple 2']);
  });

  it('puts whole words before parts of words, by rank', () => {
    say(['a plumage', 'plumageless birds']);
    expect(find('plumage', 'RANK')).toEqual(['a plumage', 'plumageless birds']);
    expect(find('plumage', 'TIME')).toEqual(['plumageless birds', 'a plumage']);
  });

  it('follows edits, and forgets what is deleted or of a conversation that is gone', () => {
    say(['a walrus', 'a second walrus']);
    const change = (cursor: number, message: MessageRow) =>
      store.save([
        {
          type: 'conversationChanged',
          since: cursor - 1,
          conversation: conversationRow({ cursor }),
          messages: [message],
          threads: [],
          members: [],
        },
      ]);
    change(3, messageRow(1, { changeSeq: 3, text: 'a narwhal', createdAt: at(1), editedAt: at(3) }));
    expect([find('walrus'), find('narwhal')]).toEqual([['a second walrus'], ['a narwhal']]);
    change(4, messageRow(2, { changeSeq: 4, text: null, createdAt: at(2), deletedAt: at(4) }));
    expect(find('walrus')).toEqual([]);
    store.save([{ type: 'conversationRemoved', conversationId: 'team' }]);
    expect(find('narwhal')).toEqual([]);
  });

  it('finds no system message', () => {
    say(['renamed to walrus'], () => ({ kind: 'SYSTEM' }));
    expect(find('walrus')).toEqual([]);
  });
});
