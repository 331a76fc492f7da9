import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerPerson, type TestPerson } from '../../test/api-client.ts';
import { explainStatements, type PlanLine } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { listViewerChanges } from './viewer-items.service.ts';

const KEPT = 20_000;

let server: TestServer;
let ann: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
  const bob = await registerPerson(server, 'bob');
  const { pool } = server.app.db;
  await pool.query(
    `INSERT INTO viewer_items (user_id, kind, key, value, seq)
     SELECT u, 'SAVED', gen_random_uuid(), CASE WHEN n % 3 > 0 THEN '{}'::jsonb END, n FROM unnest($1::uuid[]) u, generate_series(1, $2) n`,
    [[ann.id, bob.id], KEPT],
  );
  await pool.query('UPDATE users SET viewer_seq = $1', [KEPT]);
  await pool.query('VACUUM ANALYZE viewer_items, users');
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const rowsRead = (line: PlanLine): number =>
  (line['Relation Name'] === 'viewer_items' ? (line['Actual Rows'] + (line['Rows Removed by Filter'] ?? 0)) * line['Actual Loops'] : 0) +
  (line.Plans ?? []).reduce((sum, child) => sum + rowsRead(child), 0);

it.each(['force_custom_plan', 'force_generic_plan'] as const)('reads hardly more items than it gives, at any age (%s)', async (mode) => {
  const viewer = { userId: ann.id, sessionId: ann.id, role: 'MEMBER' as const };
  for (const since of [0, 5_000, KEPT - 10]) {
    const statements = await explainStatements(server.app.db.pool, {
      mode,
      run: (pool) => listViewerChanges({ ...server.app, db: { ...server.app.db, pool } }, viewer, { since, limit: 50 }),
    });
    expect(statements).toHaveLength(1);
    for (const { plan } of statements) expect(rowsRead(plan)).toBeLessThanOrEqual(90);
  }
});
