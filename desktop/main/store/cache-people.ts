import type { Person } from '../../sync/records.ts';
import type { ReadableDb, WritableCache } from './handles.ts';

export const listPeople = (db: ReadableDb): Person[] =>
  db.all<{ body: string }>('SELECT body FROM cache_people').map(({ body }) => JSON.parse(body) as Person);

export function putPeople(cache: WritableCache, people: readonly Person[]): void {
  for (const person of people) cache.run('REPLACE INTO cache_people (id, body) VALUES (?, ?)', person.id, JSON.stringify(person));
}
