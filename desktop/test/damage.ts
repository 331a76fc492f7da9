import type { MessageRow } from '../sync/records.ts';
import type { Store } from '../sync/store.ts';

/** What a bad disk makes of a row; null where it loses it. */
export type Damage = (row: MessageRow) => MessageRow | null;

/** Ruins the row of a message in a store, or writes one at a number that has none; the seal of what was there stays. */
export async function damageRow(store: Store, [conversationId, seq]: readonly [string, number], damage: Damage): Promise<void> {
  const held = await store.listMessages(conversationId, { before: seq + 1, limit: 1 });
  const row = held?.messages[0];
  const ruined = row && damage(row);
  const messages = ruined == null ? [] : [{ ...ruined, seq }];
  await store.save([{ type: 'blockHealed', conversationId, seq: Number.MAX_SAFE_INTEGER, from: seq, to: seq, messages, threads: [] }]);
}
