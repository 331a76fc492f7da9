import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answersQuery, parseHeldQuery } from '../../sync/held-query.ts';
import { MemoryStore } from '../../sync/memory-store.ts';
import { searchWords } from '../../sync/search-words.ts';
import { randomChanges } from '../../test/random-changes.ts';
import { contentOf } from '../../test/store-content.ts';
import { openStoreFolder, type StoreFolder } from '../../test/store-folder.ts';
import { conversationRow, messageRow } from '../../test/store-rows.ts';
import { connect } from './database-file.ts';
import { bodyOf, messageOf } from './message-body.ts';
import { StoreFile } from './store-file.ts';

let place: StoreFolder;
beforeEach(() => {
  place = openStoreFolder();
});
afterEach(() => place.remove());

const ALL = { before: Number.MAX_SAFE_INTEGER, limit: 1_000 };

/** What the words find, and what they must find among everything that is held. */
function foundAndHeld(store: StoreFile, text: string): [string[], string[]] {
  const found = store.search({ text, order: 'TIME', limit: 1_000 }).map(({ id }) => id);
  const query = parseHeldQuery(text);
  const held = store
    .load()
    .conversations.flatMap(({ id }) => store.listMessages(id, ALL)?.messages ?? [])
    .filter((message) => message.deletedAt === null && answersQuery(searchWords(message.text ?? ''), query));
  return [found.sort(), held.map(({ id }) => id).sort()];
}

describe('a store in a file', () => {
  it('holds what a store in memory holds after any changes, and finds exactly that', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 40 }), async (seed, steps) => {
        const store = StoreFile.open({ folder: place.folder, key: place.key() });
        const memory = new MemoryStore();
        for (let step = 0; step < steps; step += 1) {
          const changes = randomChanges(seed, step);
          store.save(changes);
          await memory.save(changes);
          store.tidy();
        }
        expect(await contentOf(store)).toBe(await contentOf(memory));
        for (const text of ['apple', 'apfel', '由', 'x', 'th', '"release 4.2"', 'pear -plan', 'елка or 👍']) {
          const [found, held] = foundAndHeld(store, text);
          expect([text, found]).toEqual([text, held]);
        }
        store.close();
        checkIndex(place);
        place.remove();
      }),
      { numRuns: 60 },
    );
  });

  it('refuses what cannot be stored whole', () => {
    const store = StoreFile.open({ folder: place.folder, key: place.key() });
    const unstorable = { type: 'draftSet', draft: { conversationId: 'team', text: 1n } } as never;
    expect(() => store.save([{ type: 'readMarkSet', mark: { conversationId: 'team', readSeq: 1 } }, unstorable])).toThrow();
    expect(store.load().readMarks).toEqual([]);
    store.close();
  });

  it('finds each of thousands of messages of the same moment', () => {
    const store = StoreFile.open({ folder: place.folder, key: place.key() });
    const messages = Array.from({ length: 5_000 }, (_, i) => messageRow(i + 1, { text: `apple ${i}` }));
    expect(messages.every(({ createdAt }) => createdAt === messages[0]?.createdAt)).toBe(true);
    const change = {
      type: 'conversationReplaced',
      conversation: conversationRow({ cursor: 5_000 }),
      messages,
      threads: [],
      members: [],
    } as const;
    store.save([change]);
    expect(store.search({ text: 'apple', order: 'TIME', limit: 10_000 })).toHaveLength(5_000);
    store.close();
  });

  it('has few lists in its index once nothing is asked, however often something came, and finds the same', () => {
    const store = StoreFile.open({ folder: place.folder, key: place.key() });
    const conversation = (cursor: number) => conversationRow({ cursor, window: { startSeq: 1, olderCursor: null } });
    store.save([{ type: 'conversationReplaced', conversation: conversation(0), messages: [], threads: [], members: [] }]);
    for (let seq = 1; seq <= 12; seq += 1) {
      const messages = [messageRow(seq, { text: `walrus ${seq}` })];
      store.save([{ type: 'conversationChanged', since: seq - 1, conversation: conversation(seq), messages, threads: [], members: [] }]);
    }
    const before = listCount(place);
    const found = () => store.search({ text: 'walr', order: 'TIME', limit: 50 });
    const foundBefore = found();
    while (store.tidy());
    expect(before).toBe(12);
    expect(listCount(place)).toBeLessThan(4);
    expect(found()).toEqual(foundBefore);
    expect(foundBefore).toHaveLength(12);
    store.close();
    checkIndex(place);
  });
});

function listCount({ folder, key }: StoreFolder): number {
  const connection = connect({ folder, key: key() });
  const { count } = connection.prepare<[], { count: number }>('SELECT count(DISTINCT segid) AS count FROM cache_words_idx').get() ?? {
    count: 0,
  };
  connection.close();
  return count;
}

/** The index itself says that it has what the texts have, no more and no less. */
function checkIndex({ folder, key }: StoreFolder): void {
  const connection = connect({ folder, key: key() });
  connection.exec("INSERT INTO cache_words (cache_words, rank) VALUES ('integrity-check', 1)");
  connection.close();
}

describe('the body of a message', () => {
  it('gives back what was put into it, with fields that are not known yet', () => {
    const plain = messageRow(3);
    const rich = {
      ...messageRow(4),
      mentions: ['ann'],
      reactions: [{ emoji: '👍', userIds: ['bob'] }],
      editedAt: '2026-01-05T09:00:00Z',
      text: null,
      digest: 'later',
    };
    for (const row of [plain, rich]) expect(messageOf('team', { seq: row.seq, changeSeq: row.changeSeq, body: bodyOf(row) })).toEqual(row);
    expect(Object.keys(JSON.parse(bodyOf(plain)))).toEqual(['id', 'clientMessageId', 'senderId', 'text', 'createdAt']);
  });
});
