import { LRUCache } from 'lru-cache';
import type { Database } from '../../platform/database.ts';
import { BLOCK_SIZE, blockOf, type DigestPart } from './digest.ts';

/** Blocks that a process remembers: about 20 MB, and the messages of 50 million numbers. */
const BLOCKS_MAX = 200_000;

/** Who is so many changes behind reads what is asked for again, instead of looking through the changes. */
const FOLLOW_MAX = 5_000;
/** So many changes are looked through at most, for more come meanwhile; the limit has PostgreSQL take the index, whatever it knows of the numbers. */
const CHANGES_MAX = 2 * FOLLOW_MAX;

/** Whole blocks of a conversation that are wanted as they are at `lastSeq` or later. */
export interface WantedBlocks {
  readonly conversationId: string;
  readonly lastSeq: number;
  readonly blocks: readonly number[];
}

/** What is known of one conversation: the digests of some blocks, as they are at `seq` or later. */
interface Known {
  readonly seq: number;
  readonly digests: ReadonlyMap<number, string>;
}

/** Blocks of a conversation with changes, and how many there are. */
interface Changed {
  readonly conversation_id: string;
  readonly blocks: readonly number[];
  readonly count: number;
}

/**
 * The digests of blocks that this process has read, so that a block is read again only where something in it changed: the index of changes tells,
 * and sends pay nothing. Only a copy; what is not in here is computed from the messages.
 */
export class BlockDigests {
  readonly #db: Pick<Database, 'pool'>;
  readonly #known = new LRUCache<string, Known>({ maxSize: BLOCKS_MAX, sizeCalculation: ({ digests }) => digests.size + 1 });

  constructor(db: Pick<Database, 'pool'>) {
    this.#db = db;
  }

  /** The digests of the blocks, by conversation. `lastSeq` was read before: no change up to it is missed. */
  async load(wanted: readonly WantedBlocks[]): Promise<Map<string, ReadonlyMap<number, string>>> {
    const current = await this.#follow(wanted);
    const parts = wanted.flatMap(({ conversationId, blocks }) => {
      const missing = blocks.filter((block) => !current.get(conversationId)?.has(block));
      return missing.map((block) => wholeBlock(conversationId, block));
    });
    const read = await readDigests(this.#db.pool, parts);
    for (const [index, { conversationId, fromSeq }] of parts.entries()) {
      current.get(conversationId)?.set(blockOf(fromSeq), read[index] ?? '');
    }
    for (const { conversationId, lastSeq } of wanted) {
      this.#remember(conversationId, { seq: lastSeq, digests: current.get(conversationId) ?? new Map() });
    }
    return current;
  }

  /** What is known of the conversations, without the blocks in which something changed since it was read. */
  async #follow(wanted: readonly WantedBlocks[]): Promise<Map<string, Map<number, string>>> {
    const current = new Map<string, Map<number, string>>();
    const since = new Map<string, number>();
    for (const { conversationId, lastSeq } of wanted) {
      const held = this.#heldFor(conversationId, lastSeq);
      current.set(conversationId, new Map(held?.digests));
      if (held !== undefined && held.seq < lastSeq) since.set(conversationId, held.seq);
    }
    for (const { conversation_id: id, blocks, count } of await this.#listChanged(since)) {
      if (count === CHANGES_MAX) current.set(id, new Map());
      for (const block of blocks) current.get(id)?.delete(block);
    }
    return current;
  }

  #heldFor(conversationId: string, lastSeq: number): Known | undefined {
    const held = this.#known.get(conversationId);
    return held !== undefined && held.seq >= lastSeq - FOLLOW_MAX ? held : undefined;
  }

  /** The blocks in which something changed after the numbers: also what changed again after a number that is asked about. */
  async #listChanged(since: ReadonlyMap<string, number>): Promise<Changed[]> {
    if (since.size === 0) return [];
    const { rows } = await this.#db.pool.query<Changed>({
      name: 'changed_blocks',
      text: `SELECT s.conversation_id, array_agg(DISTINCT (m.seq / ${BLOCK_SIZE})::int) AS blocks, count(*)::int AS count
               FROM unnest($1::uuid[], $2::bigint[]) AS s (conversation_id, since)
               CROSS JOIN LATERAL (SELECT n.seq FROM messages n WHERE n.conversation_id = s.conversation_id AND n.change_seq > s.since
                                    ORDER BY n.change_seq LIMIT ${CHANGES_MAX}) m
              GROUP BY s.conversation_id`,
      values: [[...since.keys()], [...since.values()]],
    });
    return rows;
  }

  /** Each is complete at its own number: of two that were read at the same time the later one stays. */
  #remember(conversationId: string, known: Known): void {
    const held = this.#known.get(conversationId);
    if (held === undefined || held.seq <= known.seq) this.#known.set(conversationId, known);
  }
}

const wholeBlock = (conversationId: string, block: number): DigestPart => ({
  conversationId,
  fromSeq: block * BLOCK_SIZE,
  toSeq: (block + 1) * BLOCK_SIZE - 1,
});

/**
 * The digest of each part, computed from the messages: the first 16 bytes of the SHA-256 of their lines in the order of their numbers. A line is
 * number, number of the last change, id, sender and, unless it is deleted, the text, with U+001F between them and U+001E at its end. What
 * clients keep is digested the same way (docs/protocol.md).
 */
export async function readDigests(pool: Database['pool'], parts: readonly DigestPart[]): Promise<string[]> {
  if (parts.length === 0) return [];
  const { rows } = await pool.query<{ digest: string }>({
    name: 'message_digests',
    text: `SELECT encode(substring(sha256(convert_to(coalesce(b.lines, ''), 'UTF8')) FROM 1 FOR 16), 'hex') AS digest
             FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS p (conversation_id, from_seq, to_seq, ord)
             CROSS JOIN LATERAL (
               SELECT string_agg(concat_ws(chr(31), n.seq, n.change_seq, n.id, n.sender_id, CASE WHEN n.deleted_at IS NULL THEN n.text END)
                                 || chr(30), '' ORDER BY n.seq) AS lines
                 FROM messages n WHERE n.conversation_id = p.conversation_id AND n.seq >= p.from_seq AND n.seq <= p.to_seq) b
            ORDER BY p.ord`,
    values: [parts.map(({ conversationId }) => conversationId), parts.map(({ fromSeq }) => fromSeq), parts.map(({ toSeq }) => toSeq)],
  });
  return rows.map(({ digest }) => digest);
}
