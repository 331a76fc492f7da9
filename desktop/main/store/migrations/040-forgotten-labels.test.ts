import { mkdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openStoreFolder } from '../../../test/store-folder.ts';
import { connect } from '../database-file.ts';
import { migrate, versionOf } from './all.ts';

it('makes an index anew that may have been ruined, and has a place for labels where there is none', () => {
  const place = openStoreFolder();
  mkdirSync(place.folder);
  const connection = connect({ folder: place.folder, key: place.key() });
  migrate(connection, 30);
  connection.exec(`
    DROP TABLE cache_forgotten;
    INSERT INTO cache_texts (label, conversation_no, seq, words) VALUES (1, 1, 1, ' walrus '), (2, 1, 2, ' zebra ');
    INSERT INTO cache_words (rowid, words) VALUES (1, ' heron ');
  `);
  migrate(connection);
  connection.exec("INSERT INTO cache_words (cache_words, rank) VALUES ('integrity-check', 1)");
  const found = connection.prepare('SELECT rowid FROM cache_words WHERE cache_words MATCH ?').pluck();
  expect([found.all('"wal"'), found.all('"zeb"'), found.all('"her"')]).toEqual([[1], [2], []]);
  expect(connection.prepare('SELECT count(*) FROM cache_forgotten').pluck().get()).toBe(0);
  expect(versionOf(connection)).toBe(40);
  connection.close();
  place.remove();
});
