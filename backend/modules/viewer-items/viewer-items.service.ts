import { isDeepStrictEqual } from 'node:util';
import type { PoolClient } from 'pg';
import type { AppContext, Viewer } from '../../context.ts';
import { AppError, notFound, notInConversation } from '../../errors.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { personTopic } from '../../realtime/bus.ts';
import type { ViewerItemChanged } from '../../realtime/events.ts';
import { attachPeople, type PersonItemKind } from './people-items.service.ts';
import { type ConversationPreferences, NO_PREFERENCES, type ViewerItemKind, type ViewerItemView } from './viewer-item.ts';
import { FIELDS, type ItemChange } from './viewer-item-input.ts';
import { hasRoom, ITEMS_MAX, mayKeep } from './viewer-items.policy.ts';

/** The value is of the kind: only what this module checked is ever stored. */
type ItemRow = Exclude<ViewerItemView, { kind: PersonItemKind }>;

/** The columns of an `ItemRow`, of the table or alias `i`. */
const ITEM_COLUMNS = 'i.kind, i.key, i.seq, i.value';

/** What changed of what a person keeps, and up to which number of their sequence that is complete. */
export interface ViewerChangeSet {
  readonly items: readonly ViewerItemView[];
  readonly seq: number;
  readonly hasMore: boolean;
}

/**
 * Sets or removes an item under the lock of the person's row, with the next number of their sequence; one that changes nothing takes no
 * number. Errors: NOT_IN_CONVERSATION, NOT_FOUND for a message that is not there, VALIDATION_ERROR where there is no room for more.
 */
export async function setViewerItem(app: AppContext, viewer: Viewer, change: ItemChange): Promise<ViewerItemView> {
  const { item, isChanged } = await inTransaction(app.db.pool, (tx) => apply(tx, viewer.userId, change));
  if (isChanged) publishViewerItem(app, { type: 'ViewerItemChanged', userId: viewer.userId, seq: item.seq, item });
  return item;
}

/** Tells all devices of the person. Call it after the commit. */
export function publishViewerItem(app: Pick<AppContext, 'bus'>, event: ViewerItemChanged): void {
  app.bus.publish(personTopic(event.userId), event);
}

async function apply(tx: PoolClient, userId: string, change: ItemChange): Promise<{ item: ViewerItemView; isChanged: boolean }> {
  const { kind, key } = change;
  const lastSeq = await lockSequence(tx, userId);
  const { rows } = await tx.query<ItemRow>(
    `SELECT ${ITEM_COLUMNS} FROM viewer_items i WHERE i.user_id = $1 AND i.kind = $2::viewer_item_kind AND i.key = $3`,
    [userId, kind, key],
  );
  const held = rows[0] ?? null;
  const value = change.next(held?.value ?? null);
  if (isDeepStrictEqual(value, held?.value ?? null)) return { item: held ?? itemOf({ kind, key, seq: 0, value: null }), isChanged: false };
  if (value !== null) await refuseWhereForbidden(tx, userId, { change, isNew: held?.value == null });
  const item = itemOf({ kind, key, seq: lastSeq + 1, value });
  await tx.query(
    `WITH numbered AS (UPDATE users SET viewer_seq = $5 WHERE id = $1)
     INSERT INTO viewer_items (user_id, kind, key, value, seq, conversation_id) VALUES ($1, $2::viewer_item_kind, $3, $4::jsonb, $5, $6)
     ON CONFLICT (user_id, kind, key) DO UPDATE
       SET value = EXCLUDED.value, seq = EXCLUDED.seq, conversation_id = coalesce(EXCLUDED.conversation_id, viewer_items.conversation_id)`,
    [userId, kind, key, value === null ? null : JSON.stringify(value), item.seq, change.conversationId],
  );
  return { item, isChanged: true };
}

/** The value belongs to the kind: the parser of the kind made it. */
const itemOf = (item: { kind: ViewerItemKind; key: string; seq: number; value: unknown }): ViewerItemView => item as ViewerItemView;

/** The last number of the person's sequence; whoever asks next waits for the end of this transaction. */
async function lockSequence(tx: PoolClient, userId: string): Promise<number> {
  const { rows } = await tx.query<{ seq: number }>('SELECT viewer_seq AS seq FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
  if (rows[0] === undefined) throw notFound('This person is');
  return rows[0].seq;
}

/**
 * Asked under the lock: a removal takes the same lock after it ended the membership and lets what was kept go, so nothing comes back that it
 * has not seen.
 */
async function refuseWhereForbidden(
  tx: PoolClient,
  userId: string,
  { change: { kind, conversationId, message }, isNew }: { change: ItemChange; isNew: boolean },
): Promise<void> {
  const field = FIELDS[kind];
  const { rows } = await tx.query<{ isMember: boolean; leftSeq: number | null; hasMessage: boolean; count: number }>(
    `SELECT b.user_id IS NOT NULL AS "isMember", b.left_seq AS "leftSeq",
            EXISTS (SELECT 1 FROM messages m WHERE m.conversation_id = $2 AND m.seq = $3 AND m.id = $4
                       AND m.created_at > coalesce(b.visible_after, '-infinity')) AS "hasMessage",
            CASE WHEN $6 THEN (SELECT count(*) FROM viewer_items i
                                WHERE i.user_id = $1 AND i.kind = $5::viewer_item_kind AND i.value IS NOT NULL) ELSE 0 END AS count
       FROM (SELECT 1) AS one LEFT JOIN members b ON b.conversation_id = $2 AND b.user_id = $1`,
    [userId, conversationId, message?.seq ?? null, message?.messageId ?? null, kind, isNew && ITEMS_MAX[kind] !== undefined],
  );
  const { isMember = false, leftSeq = null, hasMessage = false, count = 0 } = rows[0] ?? {};
  const standing = { isAboutConversation: conversationId !== null, membership: isMember ? { leftSeq } : null };
  if (!mayKeep(standing)) throw notInConversation(message === null ? 'input.key' : `input.${field}.conversationId`);
  if (message !== null && !hasMessage) throw notFound('This message is', 'input.key');
  if (!hasRoom(kind, count))
    throw new AppError('VALIDATION_ERROR', `There is room for ${ITEMS_MAX[kind]} of these.`, { field: `input.${field}` });
}

const KINDS: ReadonlySet<string> = new Set([
  'CONVERSATION',
  'DRAFT',
  'FOLDER',
  'SAVED',
  'HIDDEN',
  'THREAD',
  'CONTACT',
  'BLOCK',
] satisfies ViewerItemKind[]);

/** What changed after the number, at any age, from the index; from 0 on without what is gone. */
export async function listViewerChanges(
  app: Pick<AppContext, 'db' | 'people'>,
  viewer: Viewer,
  { since, limit }: { since: number; limit: number },
): Promise<ViewerChangeSet> {
  const { rows } = await app.db.pool.query<{ viewerSeq: number } & (ItemRow | { kind: null })>({
    name: 'viewer_changes',
    // One statement, one snapshot: the number and the items agree.
    text: `SELECT u.viewer_seq AS "viewerSeq", ${ITEM_COLUMNS} FROM users u
             LEFT JOIN LATERAL (SELECT * FROM viewer_items n WHERE n.user_id = u.id AND n.seq > $2 AND (n.value IS NOT NULL OR $2 > 0)
                                 ORDER BY n.seq LIMIT $3) i ON true
            WHERE u.id = $1 ORDER BY i.seq`,
    values: [viewer.userId, since, limit + 1],
  });
  const found = rows.flatMap(({ viewerSeq: _, ...item }) => (item.kind === null ? [] : [item]));
  const items = found.slice(0, limit);
  const hasMore = found.length > limit;
  // A kind that a later version wrote is nothing to this one's clients; its number is.
  const known = items.filter(({ kind }) => KINDS.has(kind));
  return { items: await attachPeople(app, known), hasMore, seq: (hasMore ? items.at(-1)?.seq : rows[0]?.viewerSeq) ?? 0 };
}

/** Whose preferences of which conversation. */
export interface PreferencesQuestion {
  readonly conversationId: string;
  readonly viewerId: string;
}

/** What each person decided of each conversation, in one statement. */
export async function listPreferences(
  { db }: Pick<AppContext, 'db'>,
  questions: readonly PreferencesQuestion[],
): Promise<ConversationPreferences[]> {
  const { rows } = await db.pool.query<{ ord: number; value: ConversationPreferences }>({
    name: 'viewer_preferences',
    text: `SELECT q.ord, i.value FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS q (user_id, conversation_id, ord)
             JOIN viewer_items i ON i.user_id = q.user_id AND i.kind = 'CONVERSATION' AND i.key = q.conversation_id::text
            WHERE i.value IS NOT NULL`,
    values: [questions.map(({ viewerId }) => viewerId), questions.map(({ conversationId }) => conversationId)],
  });
  const decided = new Map(rows.map(({ ord, value }) => [ord, value]));
  return questions.map((_, index) => ({ ...NO_PREFERENCES, ...decided.get(index + 1) }));
}

/** What each of the people decided of one conversation, in one statement; all of them are in the answer. */
export async function preferencesOf(
  app: Pick<AppContext, 'db'>,
  userIds: readonly string[],
  conversationId: string,
): Promise<Map<string, ConversationPreferences>> {
  const preferences = await listPreferences(
    app,
    userIds.map((viewerId) => ({ viewerId, conversationId })),
  );
  return new Map(userIds.map((userId, index) => [userId, preferences[index] ?? NO_PREFERENCES]));
}

/**
 * Lets go of everything that the person kept of a conversation, in the transaction that ends their membership. Gives what to tell after the
 * commit: the last of it; the gap below its number says that there was more.
 */
export async function removeItemsOfConversation(
  tx: PoolClient,
  { userId, conversationId }: { userId: string; conversationId: string },
): Promise<ViewerItemChanged | null> {
  await lockSequence(tx, userId);
  const { rows } = await tx.query<ItemRow>(
    `WITH kept AS (
       SELECT n.kind, n.key, row_number() OVER (ORDER BY n.seq) AS place FROM viewer_items n
        WHERE n.user_id = $1 AND n.conversation_id = $2 AND n.value IS NOT NULL
     ), numbered AS (
       UPDATE users SET viewer_seq = viewer_seq + (SELECT count(*) FROM kept) WHERE id = $1 AND EXISTS (SELECT 1 FROM kept)
     ), gone AS (
       UPDATE viewer_items i SET value = NULL, seq = u.viewer_seq + kept.place FROM kept, users u
        WHERE i.user_id = $1 AND i.kind = kept.kind AND i.key = kept.key AND u.id = $1 RETURNING ${ITEM_COLUMNS}
     )
     SELECT ${ITEM_COLUMNS} FROM gone i ORDER BY i.seq DESC LIMIT 1`,
    [userId, conversationId],
  );
  const [item] = rows;
  return item === undefined ? null : { type: 'ViewerItemChanged', userId, seq: item.seq, item };
}
