import type { Database } from '../../platform/database.ts';
import { gatherReads } from '../../platform/gathered-reads.ts';
import type { CurrentMembers, MembershipReader, OwnMembership } from '../../realtime/membership.ts';

type Pool = Pick<Database, 'pool'>;

/**
 * What the hub reads: who is in what, and up to which membership change that is true. One statement each, so the two agree; what each
 * person who connects needs is read for all who connect together.
 */
export function membershipReader({ pool }: Pool): MembershipReader {
  const comers = gatherReads((userIds: readonly string[]) => readComers({ pool }, userIds), NOBODY);
  return {
    conversationsOf: async (userId) => (await comers.load(userId)).conversations,
    async membersOf(conversationId) {
      const { rows } = await pool.query<MembersRow>({
        name: 'hub_members_of',
        text: `SELECT ${MEMBERS} FROM conversations c WHERE c.id = $1`,
        values: [conversationId],
      });
      return rows[0] === undefined ? null : toMembers(rows[0]);
    },
    async conversationIdsOf(userIds) {
      const { rows } = await pool.query<{ id: string }>({
        name: 'hub_conversation_ids_of',
        text: `SELECT DISTINCT conversation_id AS id FROM members WHERE user_id = ANY ($1::uuid[]) AND left_seq IS NULL`,
        values: [userIds],
      });
      return rows.map(({ id }) => id);
    },
    async membersOfAll(conversationIds) {
      const { rows } = await pool.query<MembersRow & { id: string }>({
        name: 'hub_members_of_all',
        text: `SELECT c.id, ${MEMBERS} FROM conversations c WHERE c.id = ANY ($1::uuid[])`,
        values: [conversationIds],
      });
      return new Map(rows.map((row) => [row.id, toMembers(row)]));
    },
    async hidingReading(userIds) {
      const [userId] = userIds;
      // One who connects: read along with their conversations. Many are asked for after an outage only.
      if (userId !== undefined && userIds.length === 1) return (await comers.load(userId)).isHidingReading ? [userId] : [];
      const { rows } = await pool.query<{ id: string }>({
        name: 'hub_hiding_reading',
        text: `SELECT user_id AS id FROM settings WHERE user_id = ANY ($1::uuid[]) AND NOT read_receipts`,
        values: [userIds],
      });
      return rows.map(({ id }) => id);
    },
  };
}

/** What is read of a person who connects. */
interface Comer {
  readonly conversations: OwnMembership[];
  readonly isHidingReading: boolean;
}

type ComerRow = { readonly userId: string; readonly isHidingReading: boolean } & (OwnMembership | Record<keyof OwnMembership, null>);

/** One row for each conversation of each person; where somebody is in none, one with no conversation. */
async function readComers({ pool }: Pool, userIds: readonly string[]): Promise<Map<string, Comer>> {
  const { rows } = await pool.query<ComerRow>({
    name: 'hub_comers',
    text: `SELECT asked.user_id AS "userId", coalesce(NOT s.read_receipts, false) AS "isHidingReading",
                  c.id AS "conversationId", b.joined_seq AS "joinedSeq", b.visible_after IS NULL AS "seesPast", c.members_seq AS "membersSeq"
             FROM unnest($1::uuid[]) AS asked (user_id)
             LEFT JOIN settings s ON s.user_id = asked.user_id
             LEFT JOIN (members b JOIN conversations c ON c.id = b.conversation_id) ON b.user_id = asked.user_id AND b.left_seq IS NULL`,
    values: [userIds],
  });
  const byPerson = Map.groupBy(rows, ({ userId }) => userId);
  return new Map([...byPerson].map(([userId, own]) => [userId, toComer(own)]));
}

const NOBODY: Comer = { conversations: [], isHidingReading: false };

const toComer = (rows: readonly ComerRow[]): Comer => ({
  conversations: rows.flatMap((row) => (row.conversationId === null ? [] : [row])),
  isHidingReading: rows.some(({ isHidingReading }) => isHidingReading),
});

const CURRENT = 'FROM members b WHERE b.conversation_id = c.id AND b.left_seq IS NULL ORDER BY b.user_id';
const MEMBERS = `c.members_seq AS "membersSeq",
  array(SELECT b.user_id::text ${CURRENT}) AS "userIds", array(SELECT b.joined_seq ${CURRENT}) AS "joinedSeqs",
  array(SELECT b.visible_after IS NULL ${CURRENT}) AS "seePast"`;

interface MembersRow {
  readonly membersSeq: number;
  readonly userIds: readonly string[];
  readonly joinedSeqs: readonly number[];
  readonly seePast: readonly boolean[];
}

function toMembers({ membersSeq, userIds, joinedSeqs, seePast }: MembersRow): CurrentMembers {
  const joinings = userIds.map((userId, i) => [userId, { joinedSeq: joinedSeqs[i] ?? 0, seesPast: seePast[i] ?? false }] as const);
  return { membersSeq, joinings: new Map(joinings) };
}
