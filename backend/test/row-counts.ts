import type { TestServer } from './test-server.ts';

/**
 * How many rows every table holds: bad input must leave them as they are. The search index is not counted: it follows what was stored before, in
 * its own time.
 */
export async function countRows({ app }: TestServer): Promise<Record<string, number>> {
  const { rows: tables } = await app.db.pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relname <> 'search_cursors' AND c.relname NOT LIKE 'message\\_search%' ORDER BY 1`,
  );
  const counts = tables.map(({ name }) => `SELECT '${name}' AS name, count(*) AS count FROM "${name}"`);
  const { rows } = await app.db.pool.query<{ name: string; count: number }>(counts.join(' UNION ALL '));
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
