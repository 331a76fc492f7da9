import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { searchWords } from '../../backend/modules/search/search-words.ts';
import type { Corpus } from './corpus.ts';
import type { Person } from './people.ts';

const CONVERSATIONS = 1000;
const MONTHS = 12;
const DAY_MS = 24 * 60 * 60 * 1000;
const BATCH = 5000;

/** Who searches, and where. */
export interface Archive {
  /** In 5 conversations of middling size. */
  readonly few: Person;
  /** In 500 of the 1,000 conversations. */
  readonly many: Person;
  /** A conversation of the one who is in few. */
  readonly conversationId: string;
}

interface ArchiveOptions {
  readonly people: readonly Person[];
  readonly messages: number;
  readonly corpus: Corpus;
}

/** Stores a year of messages and their search index, as sends and the indexer leave them. A few conversations hold most of them. */
export async function storeArchive(database: pg.Client, { people, messages, corpus }: ArchiveOptions): Promise<Archive> {
  const [few, many, ...senders] = people;
  if (few === undefined || many === undefined) throw new Error('Nobody searches.');
  const ids = Array.from({ length: CONVERSATIONS }, () => randomUUID());
  await database.query(`SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; DROP INDEX message_search_words_idx`);
  await makeMonths(database);
  const counts = await storeMessages(database, { ids, senders, messages, corpus });
  await database.query('CREATE INDEX message_search_words_idx ON message_search USING gin (words gin_trgm_ops)');
  await storeConversations(database, { ids, counts, senderId: senders[0]?.id ?? few.id });
  const own = ids.slice(100, 105);
  await join(database, few, own);
  await join(
    database,
    many,
    ids.filter((_, i) => i % 2 === 0),
  );
  await database.query('VACUUM ANALYZE messages, message_search, members, conversations');
  return { few, many, conversationId: own[0] ?? '' };
}

async function makeMonths(database: pg.Client): Promise<void> {
  await database.query(`DO $$ DECLARE month timestamp; part text; BEGIN
    FOR month IN SELECT date_trunc('month', now() AT TIME ZONE 'UTC') - n * interval '1 month' FROM generate_series(0, ${MONTHS}) n LOOP
      part := 'messages_' || to_char(month, 'YYYY_MM');
      CONTINUE WHEN to_regclass(part) IS NOT NULL;
      EXECUTE format('CREATE TABLE %I (LIKE messages INCLUDING ALL)', part);
      EXECUTE format('ALTER TABLE messages ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part,
        month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
    END LOOP; END $$`);
  await database.query('SELECT ensure_search_partitions()');
}

interface Filling {
  readonly ids: readonly string[];
  readonly senders: readonly Person[];
  readonly messages: number;
  readonly corpus: Corpus;
}

/** Gives how many messages each conversation got. */
async function storeMessages(database: pg.Client, { ids, senders, messages, corpus }: Filling): Promise<number[]> {
  const counts = ids.map(() => 1);
  const begin = Date.now() - (MONTHS - 1) * 30 * DAY_MS;
  const step = (Date.now() - begin) / messages;
  for (let done = 0; done < messages; done += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, messages - done) }, (_, i) => {
      const at = Math.floor(ids.length ** Math.random() - 1);
      counts[at] = (counts[at] ?? 1) + 1;
      const text = corpus.text();
      const micros = String(i % 1000).padStart(3, '0');
      const createdAt = new Date(begin + (done + i) * step).toISOString().replace('Z', `${micros}Z`);
      return {
        id: randomUUID(),
        conversationId: ids[at],
        seq: counts[at],
        senderId: senders[(done + i) % senders.length]?.id,
        createdAt,
        text,
      };
    });
    const column = (key: keyof (typeof rows)[number]) => rows.map((row) => row[key]);
    const place = [column('id'), column('conversationId'), column('seq'), column('senderId'), column('createdAt')];
    await database.query(
      `WITH rows AS (SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::timestamptz[], $6::text[], $7::text[])
                       AS r (id, conversation_id, seq, sender_id, created_at, body, words)),
            stored AS (INSERT INTO messages (id, conversation_id, seq, change_seq, sender_id, client_message_id, text, created_at)
                       SELECT id, conversation_id, seq, seq, sender_id, id, body, created_at FROM rows)
       INSERT INTO message_search (conversation_id, created_at, message_id, seq, sender_id, words)
       SELECT conversation_id, created_at, id, seq, sender_id, words FROM rows ON CONFLICT DO NOTHING`,
      [...place, column('text'), rows.map(({ text }) => searchWords(text))],
    );
  }
  return counts;
}

async function storeConversations(
  database: pg.Client,
  { ids, counts, senderId }: { ids: readonly string[]; counts: readonly number[]; senderId: string },
): Promise<void> {
  await database.query(
    `WITH made AS (INSERT INTO conversations (id, kind, name, last_seq, members_seq, created_by_id)
       SELECT id, 'GROUP', 'Archive', seq, 1, $3 FROM unnest($1::uuid[], $2::bigint[]) AS c (id, seq) RETURNING id, last_seq)
     INSERT INTO search_cursors (conversation_id, seq) SELECT id, last_seq FROM made`,
    [ids, counts, senderId],
  );
}

async function join(database: pg.Client, person: Person, ids: readonly string[]): Promise<void> {
  await database.query(
    `INSERT INTO members (conversation_id, user_id, joined_seq, change_seq) SELECT id, $2, 1, 1 FROM unnest($1::uuid[]) AS id`,
    [ids, person.id],
  );
}
