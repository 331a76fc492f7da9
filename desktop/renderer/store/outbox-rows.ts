import { plainSend } from '../../sync/operation.ts';
import type { OutboxRow } from '../../sync/records.ts';

/** A row of the outbox while it held nothing but messages of words. */
interface SendRow extends Omit<OutboxRow, 'id' | 'operation'> {
  readonly clientMessageId: string;
  readonly text: string;
}

/** The same send as a row that says what it does. */
export function withOperation(row: unknown): OutboxRow {
  const { clientMessageId, text, ...rest } = row as SendRow;
  return { id: clientMessageId, operation: plainSend(text), ...rest };
}
