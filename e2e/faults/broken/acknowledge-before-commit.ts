/** The server with a writer that answers before its batch is on disk. */
import pg from 'pg';

const COMMIT_DELAY_MS = 150;
const query = pg.Pool.prototype.query;

/** Stores as the writer asks, in a transaction that ends a moment after the answer. */
async function storeLater(pool: pg.Pool, statement: pg.QueryConfig): Promise<pg.QueryResult> {
  const client = await pool.connect();
  client.on('error', () => undefined);
  await client.query('BEGIN');
  const result = await client.query(statement);
  setTimeout(() => {
    client.query('COMMIT').then(
      () => client.release(),
      (error: Error) => client.release(error),
    );
  }, COMMIT_DELAY_MS);
  return result;
}

const APPENDS: readonly unknown[] = ['append_messages', 'append_replies'];

const isAppend = (statement: unknown): statement is pg.QueryConfig =>
  typeof statement === 'object' && statement !== null && 'name' in statement && APPENDS.includes(statement.name);

pg.Pool.prototype.query = new Proxy(query, {
  apply: (original, pool: pg.Pool, args: [unknown]) =>
    isAppend(args[0]) ? storeLater(pool, args[0]) : Reflect.apply(original, pool, args),
});
await import('../../../backend/main.ts');
