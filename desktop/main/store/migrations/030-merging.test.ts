import { mkdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openStoreFolder } from '../../../test/store-folder.ts';
import { connect } from '../database-file.ts';
import { migrate, versionOf } from './all.ts';

it('has an index that is there already merge two lists where it waited for four', () => {
  const place = openStoreFolder();
  mkdirSync(place.folder);
  const connection = connect({ folder: place.folder, key: place.key() });
  migrate(connection, 20);
  expect(versionOf(connection)).toBe(20);
  connection.exec("INSERT INTO cache_words (rowid, words) VALUES (1, 'walrus')");
  migrate(connection, 30);
  const setting = connection.prepare("SELECT v FROM cache_words_config WHERE k = 'usermerge'").pluck();
  expect([setting.get(), versionOf(connection)]).toEqual([2, 30]);
  connection.close();
  place.remove();
});
