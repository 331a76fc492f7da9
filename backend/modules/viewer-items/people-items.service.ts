import type { PoolClient } from 'pg';
import type { AppContext, Viewer } from '../../context.ts';
import { type Page, toPage } from '../../page.ts';
import type { PublicPerson } from '../people/people-cache.ts';
import type { StoredBlock, StoredContact, ViewerItemView } from './viewer-item.ts';

/** Items about other people: their key is the person's id, and one change may touch the lists of two. */
export type PersonItemKind = 'CONTACT' | 'BLOCK';

/** Whose item of which kind about whom. */
export interface PersonItemKey {
  readonly userId: string;
  readonly kind: PersonItemKind;
  /** The person it is about. */
  readonly key: string;
}

/** As it is stored: the person it is about is added when it is told. */
export interface StoredPersonItem {
  readonly kind: PersonItemKind;
  readonly key: string;
  readonly seq: number;
  readonly value: StoredContact | StoredBlock | null;
}

/** Takes the rows of the people, in one order: whoever changes what they keep next waits for the end of this transaction. Gives the time. */
export async function lockPeople(tx: PoolClient, userIds: readonly string[]): Promise<string> {
  await tx.query('SELECT 1 FROM users WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [userIds]);
  const { rows } = await tx.query<{ now: string }>('SELECT clock_timestamp() AS now');
  return rows[0]?.now ?? '';
}

/** The item as it is under the lock; null where there never was one. */
export async function findPersonItem(
  tx: Pick<PoolClient, 'query'>,
  { userId, kind, key }: PersonItemKey,
): Promise<StoredPersonItem | null> {
  const { rows } = await tx.query<StoredPersonItem>(
    'SELECT kind, key, seq, value FROM viewer_items WHERE user_id = $1 AND kind = $2::viewer_item_kind AND key = $3',
    [userId, kind, key],
  );
  return rows[0] ?? null;
}

/** Stores the item with the next number of its owner, whose row is locked; a null value removes it. */
export async function storePersonItem(
  tx: PoolClient,
  { userId, kind, key }: PersonItemKey,
  value: StoredContact | StoredBlock | null,
): Promise<StoredPersonItem> {
  const { rows } = await tx.query<{ seq: number }>(
    `WITH numbered AS (UPDATE users SET viewer_seq = viewer_seq + 1 WHERE id = $1 RETURNING viewer_seq AS seq)
     INSERT INTO viewer_items (user_id, kind, key, value, seq) SELECT $1, $2::viewer_item_kind, $3, $4::jsonb, n.seq FROM numbered n
     ON CONFLICT (user_id, kind, key) DO UPDATE SET value = EXCLUDED.value, seq = EXCLUDED.seq RETURNING seq`,
    [userId, kind, key, value === null ? null : JSON.stringify(value)],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('A person whose row was locked is gone.');
  return { kind, key, seq: row.seq, value };
}

/** How many items of the kind the person holds. */
export async function countPersonItems(tx: Pick<PoolClient, 'query'>, { userId, kind }: Omit<PersonItemKey, 'key'>): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    'SELECT count(*) AS count FROM viewer_items WHERE user_id = $1 AND kind = $2::viewer_item_kind AND value IS NOT NULL',
    [userId, kind],
  );
  return rows[0]?.count ?? 0;
}

type StoredItem = Exclude<ViewerItemView, { kind: PersonItemKind }> | StoredPersonItem;

/** Adds to items about people who they are; an account that is gone takes its items with it. One read for all that this process does not know. */
export async function attachPeople({ people }: Pick<AppContext, 'people'>, items: readonly StoredItem[]): Promise<ViewerItemView[]> {
  const ids = items.flatMap((item) => (isAboutPerson(item) && item.value !== null ? [item.key] : []));
  const known = ids.length === 0 ? new Map<string, PublicPerson>() : await people.load(ids);
  return items.map((item) => (isAboutPerson(item) ? withPerson(item, known) : item));
}

const isAboutPerson = (item: StoredItem): item is StoredPersonItem => item.kind === 'CONTACT' || item.kind === 'BLOCK';

/** The value is of the kind: only this server writes it. */
function withPerson({ kind, key, seq, value }: StoredPersonItem, known: ReadonlyMap<string, PublicPerson>): ViewerItemView {
  const user = known.get(key);
  return { kind, key, seq, value: value === null || user === undefined ? null : { ...value, user } } as ViewerItemView;
}

/** What the viewer keeps of a kind, by the state of contacts where one is named, in the order of the people's ids. */
export async function listPersonItems(
  app: Pick<AppContext, 'db' | 'people'>,
  { userId }: Pick<Viewer, 'userId'>,
  { kind, state, first, after }: { kind: PersonItemKind; state: string | null; first: number; after: string | null },
): Promise<Page<ViewerItemView>> {
  const { rows } = await app.db.pool.query<StoredPersonItem>(
    `SELECT kind, key, seq, value FROM viewer_items
      WHERE user_id = $1 AND kind = $2::viewer_item_kind AND value IS NOT NULL AND ($3::text IS NULL OR value ->> 'state' = $3)
        AND ($4::text IS NULL OR key > $4) ORDER BY key LIMIT $5`,
    [userId, kind, state, after, first + 1],
  );
  return toPage(await attachPeople(app, rows), { size: first, hasBefore: after !== null });
}
