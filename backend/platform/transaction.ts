import type { Pool, PoolClient } from 'pg';

/** Runs the work in one transaction; the connection goes back whatever happens. */
export async function inTransaction<T>(pool: Pool, work: (tx: PoolClient) => Promise<T>): Promise<T> {
  const tx = await pool.connect();
  try {
    await tx.query('BEGIN');
    const result = await work(tx);
    await tx.query('COMMIT');
    tx.release();
    return result;
  } catch (error) {
    const rolledBack = await tx.query('ROLLBACK').then(
      () => true,
      () => false,
    );
    tx.release(!rolledBack);
    throw error;
  }
}
