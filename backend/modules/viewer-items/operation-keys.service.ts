import type { PoolClient } from 'pg';

/**
 * Whether this is the first time that the person asks for the operation (DELIVERY-2), in the transaction that does it. One without an id is always
 * the first.
 */
export async function claimOperation(
  tx: Pick<PoolClient, 'query'>,
  { userId, clientOperationId }: { userId: string; clientOperationId: string | null },
): Promise<boolean> {
  if (clientOperationId === null) return true;
  const { rowCount } = await tx.query(
    'INSERT INTO operation_keys (user_id, client_operation_id) VALUES ($1, $2) ON CONFLICT (user_id, client_operation_id) DO NOTHING',
    [userId, clientOperationId],
  );
  return rowCount === 1;
}
