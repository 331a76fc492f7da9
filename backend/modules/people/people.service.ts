import type { AppContext } from '../../context.ts';
import { type Page, toPage } from '../../page.ts';
import { PERSON_COLUMNS, type PersonRow, type PublicPerson, toPerson } from './people-cache.ts';
import { typoPatterns, wordPattern } from './typo-patterns.ts';

/** A person with where they stand in the list that found them. */
export interface FoundPerson extends PublicPerson {
  readonly position: Position;
}

/** Lists are sorted by rank, then by name, then by id. */
export interface Position {
  /** 0: the username; 1: the name begins so; 2: all words begin words of theirs; 3 and 4: the same but for a typing error. */
  readonly rank: number;
  readonly name: string;
  readonly id: string;
}

interface FoundRow extends PersonRow {
  rank: number;
  name: string;
}

/** Whom to take, and how to rank them. SQL over `users u`; its values are named from $5 on. */
interface Question {
  readonly where: string;
  readonly rank: string;
  readonly values: readonly unknown[];
}

/** A page: so many at most, after that one. */
interface Range {
  readonly first: number;
  readonly after: Position | null;
}

const MISTYPED = 3;

/** More words than a name has; more words than a search with typing errors is tried for. */
const WORDS_MAX = 8;
const MISTYPED_WORDS_MAX = 4;

/**
 * Finds people by the beginnings of the words of their name, username and title, in any order, whatever the case and the accents; when that finds
 * nobody, those whom one typing error would explain (PEOPLE-1). An empty search gives everybody in alphabetical order.
 */
export async function searchPeople(app: Pick<AppContext, 'db'>, search: string, { first, after }: Range): Promise<Page<FoundPerson>> {
  for (const question of await questionsFor(app, search.trim(), after)) {
    const found = await ask(app, question, { first, after });
    if (found.length > 0) return toPage(found, { size: first, hasBefore: after !== null });
  }
  return toPage([], { size: first, hasBefore: after !== null });
}

/** Asked in turn until one is answered; a list that has begun goes on with the question that began it. */
async function questionsFor(app: Pick<AppContext, 'db'>, search: string, after: Position | null): Promise<Question[]> {
  if (search === '') return [EVERYBODY];
  const words = await foldWords(app, search);
  if (words.length === 0) return [];
  if (after === null) return [beginningWith(search, words), ...mistyped(words)];
  return after.rank < MISTYPED ? [beginningWith(search, words)] : mistyped(words);
}

async function foldWords(app: Pick<AppContext, 'db'>, search: string): Promise<string[]> {
  const { rows } = await app.db.pool.query<{ words: string }>('SELECT people_words($1) AS words', [search]);
  const words = rows[0]?.words.split(' ') ?? [];
  return words.filter((word) => word !== '').slice(0, WORDS_MAX);
}

/** Repeats the start of the range in a form that the index understands. */
const EVERYBODY: Question = { where: '($3::text IS NULL OR u.search_words >= $3)', rank: '1', values: [] };

function beginningWith(search: string, words: readonly string[]): Question {
  return {
    where: words.map((_, i) => `u.search_words LIKE $${7 + i}`).join(' AND '),
    rank: 'CASE WHEN u.username = $5 THEN 0 WHEN u.search_words LIKE $6 THEN 1 ELSE 2 END',
    values: [search.toLowerCase(), ` ${words.join(' ')}%`, ...words.map(wordPattern)],
  };
}

function mistyped(words: readonly string[]): Question[] {
  const meant = words.map((word) => ({ exact: wordPattern(word), ...typoPatterns(word) }));
  if (words.length > MISTYPED_WORDS_MAX || meant.every(({ near }) => near.length === 0)) return [];
  const values = [...meant.map(({ exact, near, far }) => [exact, ...near, ...far]), ...meant.map(({ exact, near }) => [exact, ...near])];
  const likeEach = (from: number) => words.map((_, i) => `u.search_words LIKE ANY ($${from + i}::text[])`).join(' AND ');
  return [
    {
      where: likeEach(5),
      rank: `CASE WHEN ${likeEach(5 + words.length)} THEN ${MISTYPED} ELSE ${MISTYPED + 1} END`,
      values,
    },
  ];
}

async function ask(app: Pick<AppContext, 'db'>, { where, rank, values }: Question, { first, after }: Range): Promise<FoundPerson[]> {
  const { rows } = await app.db.pool.query<FoundRow>(
    `SELECT *
       FROM (SELECT ${PERSON_COLUMNS}, u.search_words AS name, ${rank} AS rank FROM users u WHERE ${where}) found
      WHERE $2::int IS NULL OR (rank, name, id) > ($2, $3, $4::uuid)
      ORDER BY rank, name, id LIMIT $1`,
    [first + 1, after?.rank ?? null, after?.name ?? null, after?.id ?? null, ...values],
  );
  return rows.map(({ rank: at, name, ...row }) => ({ ...toPerson(row), position: { rank: at, name, id: row.id } }));
}
