import type { Database } from '../../platform/database.ts';
import type { MembershipReader, OwnMembership } from '../../realtime/hub.ts';

/** What the hub reads: who is in what, and up to which membership change that is true. One statement each, so the two agree. */
export function membershipReader({ pool }: Pick<Database, 'pool'>): MembershipReader {
  return {
    async conversationsOf(userId) {
      const { rows } = await pool.query<OwnMembership>({
        name: 'hub_conversations_of',
        text: `SELECT c.id AS "conversationId", b.joined_seq AS "joinedSeq", c.members_seq AS "membersSeq"
                 FROM members b JOIN conversations c ON c.id = b.conversation_id
                WHERE b.user_id = $1 AND b.left_seq IS NULL`,
        values: [userId],
      });
      return rows;
    },
    async membersOf(conversationId) {
      const { rows } = await pool.query<{ membersSeq: number; userIds: string[]; joinedSeqs: number[] }>({
        name: 'hub_members_of',
        text: `SELECT c.members_seq AS "membersSeq",
                      array(SELECT b.user_id::text ${CURRENT}) AS "userIds", array(SELECT b.joined_seq ${CURRENT}) AS "joinedSeqs"
                 FROM conversations c WHERE c.id = $1`,
        values: [conversationId],
      });
      const [row] = rows;
      if (row === undefined) return null;
      return { membersSeq: row.membersSeq, joinedSeqs: new Map(row.userIds.map((userId, i) => [userId, row.joinedSeqs[i] ?? 0])) };
    },
  };
}

const CURRENT = 'FROM members b WHERE b.conversation_id = c.id AND b.left_seq IS NULL ORDER BY b.user_id';
