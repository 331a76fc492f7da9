import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { TestDatabase } from './test-database.ts';

/** Somebody and the conversations that they are in by themselves. */
interface Reader {
  readonly userId: string;
  readonly conversationIds: readonly string[];
  /** The same for each of their conversations. */
  readonly lastSeq: number;
}

export interface MillionMessages {
  /** In 5 conversations of 100,000 messages each. */
  readonly large: Reader;
  /** In 200 conversations of 2,500 messages each. */
  readonly broad: Reader;
}

/** One of so many messages was edited after all were sent. */
const EDITED_ONE_IN = 100;

/** A million messages in 205 conversations over five months, and the rows that belong to them, as the product leaves them. */
export async function storeAMillionMessages({ url }: Pick<TestDatabase, 'url'>): Promise<MillionMessages> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SET synchronous_commit = off');
    const large = await storeReader(client, { conversations: 5, messagesEach: 100_000 });
    const broad = await storeReader(client, { conversations: 200, messagesEach: 2_500 });
    await client.query('VACUUM ANALYZE messages, members, conversations');
    return { large, broad };
  } finally {
    await client.end();
  }
}

interface Amount {
  readonly conversations: number;
  readonly messagesEach: number;
}

/** Number 1 of a conversation is the membership; the messages follow, then their edits. */
async function storeReader(client: pg.Client, { conversations, messagesEach }: Amount): Promise<Reader> {
  const userId = randomUUID();
  const conversationIds = Array.from({ length: conversations }, () => randomUUID());
  const lastSeq = 1 + messagesEach + messagesEach / EDITED_ONE_IN;
  await client.query(`INSERT INTO users (id, username, display_name) VALUES ($1::uuid, left($1::text, 30), 'Reader')`, [userId]);
  await client.query(
    `INSERT INTO conversations (id, kind, name, last_seq, members_seq, created_by_id)
     SELECT id, 'GROUP', 'Large', $3, 1, $2 FROM unnest($1::uuid[]) AS id`,
    [conversationIds, userId, lastSeq],
  );
  await client.query(
    `INSERT INTO members (conversation_id, user_id, joined_seq, change_seq) SELECT id, $2, 1, 1 FROM unnest($1::uuid[]) AS id`,
    [conversationIds, userId],
  );
  await client.query(
    `INSERT INTO messages (id, conversation_id, seq, change_seq, sender_id, client_message_id, text, created_at)
     SELECT gen_random_uuid(), id, 1 + i, CASE WHEN i % $4 = 0 THEN 1 + $3 + i / $4 ELSE 1 + i END, $2, gen_random_uuid(),
            'Message number ' || i, date_trunc('month', now(), 'UTC') + interval '1 day' - interval '1 month' + i * interval '4 months' / $3
       FROM unnest($1::uuid[]) AS id, generate_series(1, $3::int) AS i`,
    [conversationIds, userId, messagesEach, EDITED_ONE_IN],
  );
  return { userId, conversationIds, lastSeq };
}
