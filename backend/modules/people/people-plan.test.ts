import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../platform/database.ts';
import { explainStatements, linesOf, type PlanLine } from '../../test/explain.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { searchPeople } from './people.service.ts';

const PEOPLE = 100_000;
const NOBODY = 'xqzy';

const FIRST_NAMES =
  'Anna Ben Clara David Émile Fatima Georg Hannah Ivan Julia Karl Léa Michael Nadia Oscar Priya Rosa Samuel Tamara Zoë John Mary';
const SYLLABLES =
  'ba ko vacs mül ler schmi son ska ber gen hof mann rod guez fer nan wang zhang ta na ka su zu ki brien mc do nald pe tro va han';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  const log = { warn: () => undefined };
  db = openDatabase({ databaseUrl: database.url, connections: 4, timeoutMs: 60_000, log });
  // Names of a first name and a surname of three syllables, the same in every run.
  await db.pool.query(
    `INSERT INTO users (id, username, title, display_name)
     SELECT gen_random_uuid(), 'user.' || i, CASE i % 500 WHEN 0 THEN 'Cartographer' WHEN 1 THEN 'Nurse' END, first[1 + i % array_length(first, 1)] || ' ' ||
            initcap(part[1 + i / 22 % array_length(part, 1)] || part[1 + i / 7 % array_length(part, 1)] || part[1 + i / 1009 % array_length(part, 1)])
       FROM generate_series(1, $1) i, string_to_array($2, ' ') first, string_to_array($3, ' ') part`,
    [PEOPLE, FIRST_NAMES, SYLLABLES],
  );
  await db.pool.query('VACUUM ANALYZE users');
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const rowsRead = (line: PlanLine): number =>
  line['Relation Name'] === 'users' ? (line['Actual Rows'] + (line['Rows Removed by Filter'] ?? 0)) * line['Actual Loops'] : 0;

const SEARCHES = [
  '',
  'a',
  'm',
  'an',
  'ma',
  'anna',
  'kov',
  'michael',
  'user.4711',
  'anna ko',
  'ko john',
  'micheal',
  'jonh',
  'hanah ko',
  'cartog',
  NOBODY,
];

it('finds people among 100,000 by the index alone, and looks at hardly more than those who fit (PEOPLE-1)', async () => {
  const read = new Map<string, number>();
  for (const search of SEARCHES) {
    const { items } = await searchPeople({ db }, search, { first: 20, after: null });
    if (search !== NOBODY) expect(items.length, search).toBeGreaterThan(0);
    const explained = await explainStatements(db.pool, {
      mode: 'force_custom_plan',
      run: (pool) => searchPeople({ db: { ...db, pool } }, search, { first: 20, after: null }),
    });
    const lines = explained.flatMap(({ plan }) => linesOf(plan));
    expect(
      lines.filter((line) => line['Node Type'] === 'Seq Scan' && line['Relation Name'] === 'users'),
      search,
    ).toEqual([]);
    read.set(search, Math.round(lines.reduce((sum, line) => sum + rowsRead(line), 0)));
  }
  console.info('people read by a search:', Object.fromEntries(read));
  // Those whose name begins with the most frequent letter.
  expect(Math.max(...read.values())).toBeLessThan(PEOPLE / 5);
  expect(read.get('')).toBeLessThan(50);
});
