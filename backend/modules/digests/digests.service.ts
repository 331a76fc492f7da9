import type { AppContext, Viewer } from '../../context.ts';
import type { ConversationView } from '../conversations/conversation.ts';
import { listMessagesBetween } from '../messages/history.service.ts';
import { listThreads } from '../messages/threads.service.ts';
import { readDigests, type WantedBlocks } from './block-digests.ts';
import { BLOCK_SIZE, blockOf, type DigestPart, type DigestRange, type MessageBlock, type RangeDigests } from './digest.ts';

/** What a viewer may see of a conversation that they ask about. */
interface Standing {
  readonly id: string;
  readonly last_seq: number;
  /** The number of the first message that is theirs to see (CONV-5); 0 where all are. */
  readonly first_seq: number;
}

/** Digests of what a client holds, in the order asked (decision 20). Conversations that the viewer is not in are left out (security G6). */
export async function digestMessages(app: AppContext, viewer: Viewer, ranges: readonly DigestRange[]): Promise<RangeDigests[]> {
  const standings = await listStandings(app, viewer, ranges);
  const asked = ranges.flatMap((range) => {
    const standing = standings.get(range.conversationId);
    return standing === undefined ? [] : [{ range, seq: standing.last_seq, parts: partsOf(range, standing) }];
  });
  const parts = asked.flatMap((each) => each.parts);
  const clipped = parts.filter((part) => !isWhole(part));
  const [known, read] = await Promise.all([
    app.digests.load(wantedOf(parts.filter(isWhole), standings)),
    readDigests(app.db.pool, clipped),
  ]);
  const digestOf = (part: DigestPart) =>
    isWhole(part) ? known.get(part.conversationId)?.get(blockOf(part.fromSeq)) : read[clipped.indexOf(part)];
  return asked.map(({ range, seq, ...of }) => ({ ...range, seq, digests: of.parts.map((part) => digestOf(part) ?? '') }));
}

/**
 * The messages of the block that has the number. `lastSeq` was read with the membership and before them, so no change up to it is missing, and
 * nothing is given that was said when the viewer was out of the conversation.
 */
export async function getMessageBlock(app: AppContext, conversation: ConversationView, seq: number): Promise<MessageBlock> {
  const fromSeq = blockOf(seq) * BLOCK_SIZE;
  const messages = await listMessagesBetween(app, conversation, { fromSeq, toSeq: fromSeq + BLOCK_SIZE - 1 });
  const threads = await listThreads(app.db.pool, messages);
  return { seq: conversation.lastSeq, messages, threads: threads.filter((thread) => thread !== null) };
}

/** Those of the conversations that the viewer is in. Messages are stored in the order of their numbers, so who sees the later ones sees all from the first. */
async function listStandings(app: AppContext, { userId }: Viewer, ranges: readonly DigestRange[]): Promise<Map<string, Standing>> {
  const { rows } = await app.db.pool.query<Standing>({
    name: 'digest_standings',
    text: `SELECT c.id, c.last_seq,
                  CASE WHEN b.visible_after IS NULL THEN 0 ELSE coalesce(
                    (SELECT m.seq FROM messages m WHERE m.conversation_id = c.id AND m.created_at > b.visible_after
                      ORDER BY m.created_at LIMIT 1), c.last_seq + 1) END AS first_seq
             FROM members b JOIN conversations c ON c.id = b.conversation_id
            WHERE b.user_id = $1 AND b.left_seq IS NULL AND c.id = ANY ($2::uuid[])`,
    values: [userId, ranges.map(({ conversationId }) => conversationId)],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** A range block by block, without what the viewer does not hold or may not see. */
function partsOf({ conversationId, fromSeq, blockCount }: DigestRange, { first_seq }: Standing): DigestPart[] {
  const from = Math.max(fromSeq, first_seq);
  return Array.from({ length: blockCount }, (_, index) => {
    const start = (blockOf(fromSeq) + index) * BLOCK_SIZE;
    return { conversationId, fromSeq: Math.max(start, from), toSeq: start + BLOCK_SIZE - 1 };
  });
}

const isWhole = ({ fromSeq, toSeq }: DigestPart) => toSeq - fromSeq === BLOCK_SIZE - 1;

function wantedOf(parts: readonly DigestPart[], standings: ReadonlyMap<string, Standing>): WantedBlocks[] {
  const byConversation = Map.groupBy(parts, ({ conversationId }) => conversationId);
  return [...byConversation].map(([conversationId, whole]) => ({
    conversationId,
    lastSeq: standings.get(conversationId)?.last_seq ?? 0,
    blocks: [...new Set(whole.map(({ fromSeq }) => blockOf(fromSeq)))],
  }));
}
