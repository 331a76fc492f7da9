import type { OutboxRow } from '../../sync/records.ts';
import type { ReadableDb, WritableOwned } from './handles.ts';

export const listOutbox = (db: ReadableDb): OutboxRow[] =>
  db.all<{ body: string }>('SELECT body FROM owned_outbox ORDER BY position').map(({ body }) => JSON.parse(body) as OutboxRow);

export const putOutboxRow = (owned: WritableOwned, row: OutboxRow): void =>
  owned.run('REPLACE INTO owned_outbox (id, position, body) VALUES (?, ?, ?)', row.id, row.position, JSON.stringify(row));

export const removeOutboxRow = (owned: WritableOwned, id: string): void => owned.run('DELETE FROM owned_outbox WHERE id = ?', id);
