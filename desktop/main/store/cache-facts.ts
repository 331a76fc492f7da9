import type { Settings } from '../../sync/records.ts';
import type { ReadableDb, WritableCache } from './handles.ts';

/** What there is one of, by its name. */
interface Facts {
  readonly settings: Settings;
  /** Up to which number of the viewer's own sequence their items are complete. */
  readonly viewerSeq: number;
  /** The index has marked words that are to be merged away. */
  readonly merge: 'due' | 'begun';
}

export function getFact<Name extends keyof Facts>(db: ReadableDb, name: Name): Facts[Name] | null {
  const row = db.get<{ body: string }>('SELECT body FROM cache_facts WHERE name = ?', name);
  return row === undefined ? null : (JSON.parse(row.body) as Facts[Name]);
}

export function putFact<Name extends keyof Facts>(cache: WritableCache, name: Name, fact: Facts[Name]): void {
  cache.run('REPLACE INTO cache_facts (name, body) VALUES (?, ?)', name, JSON.stringify(fact));
}
