import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStoreFolder, type StoreFolder } from '../../test/store-folder.ts';
import { openDatabase } from './database-file.ts';
import { type Handles, handlesOf } from './handles.ts';

let place: StoreFolder;
let handles: Handles;
let close: () => void;

beforeEach(() => {
  place = openStoreFolder();
  const connection = openDatabase({ folder: place.folder, key: place.key() });
  handles = handlesOf(connection);
  close = () => connection.close();
});
afterEach(() => {
  close();
  place.remove();
});

it('lets a reader read, and nothing else', () => {
  expect(handles.reader.all('SELECT * FROM cache_people')).toEqual([]);
  expect(() => handles.reader.all('DELETE FROM cache_people RETURNING id')).toThrow('This would write');
  expect(handles.reader).not.toHaveProperty('run');
});

it('lets who writes the cache not touch what is owned, and the other way round', () => {
  expect(() => handles.cache.run('DELETE FROM owned_outbox')).toThrow('Only cache tables');
  expect(() => handles.owned.run('DELETE FROM cache_people')).toThrow('Only owned tables');
  expect(() => handles.owned.run('INSERT INTO owned_outbox (id, position, body) SELECT id, 1, body FROM cache_people')).toThrow(
    'Only owned',
  );
});
