import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plainSend } from '../../../sync/operation.ts';
import { openStoreFolder, type StoreFolder } from '../../../test/store-folder.ts';
import { conversationRow, messageRow } from '../../../test/store-rows.ts';
import { connect } from '../database-file.ts';
import { bodyOf } from '../message-body.ts';
import { StoreFile } from '../store-file.ts';
import { migrate, versionOf } from './all.ts';

let place: StoreFolder;
beforeEach(() => {
  place = openStoreFolder();
  mkdirSync(place.folder);
});
afterEach(() => place.remove());

it('makes the messages found that are held already, and carries over what is owned', () => {
  const before = connect({ folder: place.folder, key: place.key() });
  migrate(before, 10);
  const message = messageRow(7, { text: 'a walrus' });
  const deleted = messageRow(8, { text: null, deletedAt: '2026-01-05T09:00:00Z' });
  const row = { id: 'waiting', conversationId: 'team', operation: plainSend('x'), createdAt: '', position: 1, attempts: 0, refusal: null };
  before.prepare('INSERT INTO cache_conversations (no, id, body) VALUES (1, ?, ?)').run('team', JSON.stringify(conversationRow()));
  const insert = before.prepare('INSERT INTO cache_messages (conversation_no, seq, change_seq, body) VALUES (1, ?, ?, ?)');
  for (const each of [message, deleted]) insert.run(each.seq, each.changeSeq, bodyOf(each));
  before.prepare('INSERT INTO owned_outbox (id, position, body) VALUES (?, 1, ?)').run(row.id, JSON.stringify(row));
  expect(versionOf(before)).toBe(10);
  before.close();

  const store = StoreFile.open({ folder: place.folder, key: place.key() });
  expect(store.search({ text: 'walr', order: 'TIME', limit: 5 })).toEqual([message]);
  expect(store.listMessages('team', { before: 100, limit: 5 })?.messages).toEqual([message, deleted]);
  expect(store.load().outbox).toEqual([row]);
  store.close();
});
