import type { Database } from '../../platform/database.ts';
import { type PeoplePair, readStandings } from '../contacts/standing.service.ts';
import { loadSettings } from '../people/settings.service.ts';
import { bestOf, type Relation, relationOf } from './presence.policy.ts';
import type { WhereaboutsById } from './presence-directory.ts';
import type { PresenceFacts } from './presence-view.ts';

/** What presence reads from and writes to the database. */
interface Records {
  readonly db: Database;
}

/** When people were seen, by id. */
export type SeenTimes = ReadonlyMap<string, Date>;

/** The people that one is told of, at most, when one names none. */
const PEERS_MAX = 500;

/**
 * Adds to where people are what they decided about it, and when they were last seen; notes when they were seen now. An invisible person
 * is not seen. Two statements, however many people. Ids of nobody are absent.
 */
export async function readFacts(
  records: Records,
  whereabouts: WhereaboutsById,
  seen: SeenTimes = new Map(),
): Promise<Map<string, PresenceFacts>> {
  const userIds = [...whereabouts.keys()];
  const [lastSeen, settings] = await Promise.all([readLastSeen(records, userIds, seen), loadSettings(records, userIds)]);
  const facts = new Map<string, PresenceFacts>();
  for (const [userId, { devices, version }] of whereabouts) {
    const decided = settings.get(userId);
    const lastSeenAt = lastSeen.get(userId);
    if (decided === undefined || lastSeenAt === undefined) continue;
    const { presenceMode: mode, presenceAudience: audience } = decided;
    facts.set(userId, { userId, device: bestOf(devices), mode, audience, lastSeenAt, version });
  }
  return facts;
}

/** Rows are locked in one order on every node; nobody waits for a row that another holds while it waits for ours. */
async function readLastSeen({ db }: Records, userIds: string[], seen: SeenTimes): Promise<Map<string, string | null>> {
  const { rows } = await db.pool.query<{ id: string; lastSeenAt: string | null }>(
    `WITH held AS MATERIALIZED (
       SELECT u.id, s.seen_at FROM unnest($2::uuid[], $3::timestamptz[]) AS s (user_id, seen_at) JOIN users u ON u.id = s.user_id
        WHERE NOT EXISTS (SELECT 1 FROM settings t WHERE t.user_id = u.id AND t.presence_mode = 'INVISIBLE')
        ORDER BY u.id FOR NO KEY UPDATE OF u
     ), noted AS (
       UPDATE users u SET last_seen_at = greatest(u.last_seen_at, held.seen_at) FROM held WHERE u.id = held.id
       RETURNING u.id, u.last_seen_at
     )
     SELECT u.id, coalesce(noted.last_seen_at, u.last_seen_at) AS "lastSeenAt"
       FROM users u LEFT JOIN noted ON noted.id = u.id WHERE u.id = ANY ($1::uuid[])`,
    [userIds, [...seen.keys()], [...seen.values()]],
  );
  return new Map(rows.map(({ id, lastSeenAt }) => [id, lastSeenAt]));
}

/** Notes when people were seen. An invisible person is not seen. */
export async function noteSeen(records: Records, seen: SeenTimes): Promise<void> {
  await readLastSeen(records, [], seen);
}

/** The people each of them has a direct conversation with, those of the newest conversations first. */
export async function readPeers({ db }: Records, userIds: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await db.pool.query<{ userId: string; peerIds: string[] }>(
    `SELECT asked.user_id AS "userId", array_agg(peer.user_id) AS "peerIds"
       FROM unnest($1::uuid[]) AS asked (user_id) CROSS JOIN LATERAL (
              SELECT p.user_id FROM members b JOIN conversations c ON c.id = b.conversation_id AND c.kind = 'DIRECT'
                JOIN members p ON p.conversation_id = c.id AND p.user_id <> b.user_id
               WHERE b.user_id = asked.user_id
               ORDER BY c.last_activity_at DESC LIMIT $2) peer
      GROUP BY asked.user_id`,
    [userIds, PEERS_MAX],
  );
  return new Map(rows.map(({ userId, peerIds }) => [userId, peerIds]));
}

/** What each who looks is to the person they look at, in the same order. */
export async function readRelations({ db }: Records, pairs: readonly PeoplePair[]): Promise<Relation[]> {
  return (await readStandings(db.pool, pairs)).map(relationOf);
}
