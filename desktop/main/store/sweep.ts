import { getFact, putFact } from './cache-facts.ts';
import { areLabelsForgotten, forgetWords, freeForgottenLabels, setForgetting } from './cache-texts.ts';
import type { ReadableDb, WritableCache } from './handles.ts';

/**
 * Removes in small steps what is held no more, for all of it at once would keep the store busy for seconds: first the messages of doomed
 * conversations, then, as the index only marked their words, all lists of the index are merged into one, without what is marked. Labels are free
 * again after that.
 */

/** A step takes some tens of milliseconds. */
const MESSAGES = 200;
const PAGES = 200;
/** What comes later than a keystroke is seen to be late: a step that is only for speed takes some milliseconds. */
const PAGES_FOR_SPEED = 32;

/** Whether there is something to remove. */
export const isSweepDue = (db: ReadableDb): boolean => nextDoomed(db) !== undefined || isMergeDue(db) || areLabelsForgotten(db);

/** The messages under this number are held no more. */
export const doom = (cache: WritableCache, no: number): void => cache.run('INSERT INTO cache_doomed (no) VALUES (?)', no);

/** Whether the index has words that are only marked as forgotten. */
export const isMergeDue = (db: ReadableDb): boolean => getFact(db, 'merge') !== null;

/** What the index forgets is only marked from now on, and merged away later. */
export function leaveToSweep(cache: WritableCache): void {
  setForgetting(cache, false);
  putFact(cache, 'merge', 'due');
}

/** One step, within a transaction. */
export function sweep(cache: WritableCache): void {
  const no = nextDoomed(cache);
  if (no !== undefined) removeSome(cache, no);
  else if (isMergeDue(cache)) merge(cache);
  else freeForgottenLabels(cache);
}

const nextDoomed = (db: ReadableDb) => db.get<{ no: number }>('SELECT no FROM cache_doomed LIMIT 1')?.no;

function removeSome(cache: WritableCache, no: number): void {
  const some = cache.all<{ seq: number; label: number | null }>(
    'SELECT seq, label FROM cache_messages WHERE conversation_no = ? ORDER BY seq LIMIT ?',
    no,
    MESSAGES,
  );
  const labels = some.flatMap(({ label }) => label ?? []);
  if (labels.length > 0) leaveToSweep(cache);
  for (const label of labels.sort((a, b) => a - b)) forgetWords(cache, label);
  cache.run('DELETE FROM cache_messages WHERE conversation_no = ? AND seq <= ?', no, some.at(-1)?.seq ?? 0);
  if (some.length < MESSAGES) cache.run('DELETE FROM cache_doomed WHERE no = ?', no);
}

/** A negative number begins to merge everything, a positive one goes on with it; when nothing was left to do, next to nothing was changed. */
function merge(cache: WritableCache): void {
  const isBegun = getFact(cache, 'merge') === 'begun';
  if (!mergePages(cache, isBegun ? PAGES : -PAGES)) cache.run("DELETE FROM cache_facts WHERE name = 'merge'");
  else if (!isBegun) putFact(cache, 'merge', 'begun');
}

/**
 * One step of merging lists of the index, two of about the same length at a time, within a transaction: every search looks into each of them for each
 * of its trigrams, and a year of saves leaves a dozen. Gives whether there was something to merge.
 */
export const mergeForSpeed = (cache: WritableCache): boolean => mergePages(cache, PAGES_FOR_SPEED);

function mergePages(cache: WritableCache, pages: number): boolean {
  const before = changesOf(cache);
  cache.run(`INSERT INTO cache_words (cache_words, rank) VALUES ('merge', ${pages})`);
  return changesOf(cache) - before >= 2;
}

const changesOf = (db: ReadableDb) => db.get<{ count: number }>('SELECT total_changes() AS count')?.count ?? 0;
