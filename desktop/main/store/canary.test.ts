import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageRow } from '../../sync/records.ts';
import { openStoreFolder, type StoreFolder } from '../../test/store-folder.ts';
import { conversationRow, messageRow } from '../../test/store-rows.ts';
import { openDatabase, type StoreKey, UNENCRYPTED } from './database-file.ts';
import { removeStore, StoreFile } from './store-file.ts';

let place: StoreFolder;
beforeEach(() => {
  place = openStoreFolder();
});
afterEach(() => place.remove());

const CANARY = 'zqcanaryxw';
const left = () => place.filesWith(CANARY);

/** Trigrams that only the canary has, as long as the index has them. */
function leftInIndex(): string[] {
  const connection = openDatabase({ folder: place.folder, key: UNENCRYPTED });
  const terms = connection.prepare<[], { term: string }>("SELECT term FROM temp.cache_vocabulary WHERE term IN ('zqc', 'yxw')").all();
  connection.close();
  return terms.map(({ term }) => term);
}

/** As the store's thread does when nothing is asked. */
function tidyUp(store: StoreFile): void {
  while (store.tidy());
}

const open = (key: StoreKey) => StoreFile.open({ folder: place.folder, key });
const chatter = (seq: number) => messageRow(seq, { text: `an ordinary line of chat, number ${seq}, about the plan for Thursday` });

/** A conversation among whose messages one in so many has the canary, and whose newest is one of them. */
function fill(store: StoreFile, id: string, count = 3_000): MessageRow[] {
  const messages = Array.from({ length: count }, (_, i) => {
    const row = { ...chatter(i + 1), conversationId: id };
    return i % 100 === 99 ? { ...row, text: `hush, ${CANARY} ${i}` } : row;
  });
  const conversation = conversationRow({
    id,
    cursor: count,
    window: { startSeq: 1, olderCursor: null },
    lastMessage: messages.at(-1) ?? null,
  });
  store.save([{ type: 'conversationReplaced', conversation, messages, threads: [], members: [] }]);
  return messages;
}

function deleteCanaries(store: StoreFile, messages: readonly MessageRow[]): void {
  let cursor = messages.length;
  for (const message of messages.filter(({ text }) => text?.includes(CANARY))) {
    const since = cursor;
    cursor += 1;
    const deleted = { ...message, changeSeq: cursor, text: null, deletedAt: '2026-01-06T09:00:00.000000Z' };
    const lastMessage = chatter(messages.length - 1);
    const conversation = conversationRow({ id: message.conversationId, cursor, lastMessage });
    store.save([{ type: 'conversationChanged', since, conversation, messages: [deleted], threads: [], members: [] }]);
  }
}

describe('what a person may no longer hold is gone from the files', () => {
  it('shows the canary while it is held, where nothing is encrypted', () => {
    const store = open(UNENCRYPTED);
    fill(store, 'team', 200);
    expect(left()).not.toEqual([]);
    store.close();
    expect(leftInIndex()).toEqual(['yxw', 'zqc']);
  });

  it('when messages are deleted', () => {
    const store = open(UNENCRYPTED);
    deleteCanaries(store, fill(store, 'team'));
    tidyUp(store);
    expect(left()).toEqual([]);
    store.close();
    expect([left(), leftInIndex()]).toEqual([[], []]);
  });

  it('when messages are edited', () => {
    const store = open(UNENCRYPTED);
    const messages = fill(store, 'team');
    let cursor = messages.length;
    for (const message of messages.filter(({ text }) => text?.includes(CANARY))) {
      cursor += 1;
      const edited = { ...message, changeSeq: cursor, text: 'nothing', editedAt: '2026-01-06T09:00:00.000000Z' };
      const conversation = conversationRow({ cursor, lastMessage: edited });
      store.save([{ type: 'conversationChanged', since: cursor - 1, conversation, messages: [edited], threads: [], members: [] }]);
    }
    tidyUp(store);
    expect(left()).toEqual([]);
    store.close();
    expect(leftInIndex()).toEqual([]);
  });

  it('when the person left a conversation or was removed from it', () => {
    const store = open(UNENCRYPTED);
    fill(store, 'team');
    fill(store, 'other', 99);
    store.save([{ type: 'conversationRemoved', conversationId: 'team' }]);
    tidyUp(store);
    expect(left()).toEqual([]);
    expect(store.listMessages('other', { before: 1_000, limit: 1_000 })?.messages).toHaveLength(99);
    store.close();
    expect(leftInIndex()).toEqual([]);
  });

  it('when a conversation is taken over whole', () => {
    const store = open(UNENCRYPTED);
    fill(store, 'team');
    const conversation = conversationRow({ cursor: 9_000 });
    store.save([{ type: 'conversationReplaced', conversation, messages: [chatter(8_999)], threads: [], members: [] }]);
    tidyUp(store);
    expect(left()).toEqual([]);
    store.close();
    expect(leftInIndex()).toEqual([]);
  });

  it('when they log out', () => {
    const store = open(UNENCRYPTED);
    fill(store, 'team', 200);
    store.close();
    removeStore(place.folder);
    expect(place.filesWith('')).toEqual([]);
  });
});

describe('what is held', () => {
  it('is nowhere in plain text (E11), in the log neither', () => {
    const store = open(place.key());
    fill(store, 'team');
    store.save([{ type: 'draftSet', draft: { conversationId: 'team', text: CANARY } }]);
    expect(place.filesWith('').length).toBeGreaterThan(1);
    expect([CANARY, 'ordinary line', 'conversationId', 'SQLite format'].filter((text) => place.filesWith(text).length > 0)).toEqual([]);
    store.close();
  });
});
