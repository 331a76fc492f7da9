import { mkdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openStoreFolder } from '../../../test/store-folder.ts';
import { connect } from '../database-file.ts';
import { migrate, versionOf } from './all.ts';

it('makes the tables in a new file, each named for whether it may be dropped', () => {
  const place = openStoreFolder();
  mkdirSync(place.folder);
  const connection = connect({ folder: place.folder, key: place.key() });
  migrate(connection, 10);
  const names = connection
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all();
  expect(names.map(({ name }) => name)).toEqual([
    'cache_conversations',
    'cache_doomed',
    'cache_facts',
    'cache_members',
    'cache_messages',
    'cache_people',
    'cache_receipts',
    'cache_threads',
    'cache_viewer_items',
    'owned_drafts',
    'owned_outbox',
    'owned_read_marks',
  ]);
  expect(versionOf(connection)).toBe(10);
  connection.close();
  place.remove();
});
