import type pg from 'pg';
import { request } from '../api.ts';
import { type Figures, percentiles } from '../figures.ts';
import type { Ground } from '../ground.ts';
import { Latencies } from '../latencies.ts';
import { type Account, PageDriver } from '../page-driver.ts';
import type { Person } from '../people.ts';
import type { Bench, Measurement, Workload } from './workload.ts';

const MESSAGES = 100_000;
/** Other conversations to change between, with so many messages each. */
const ROOMS = 20;
const ROOM_MESSAGES = 200;
const SWITCHES = 500;
const WARM_UP_SWITCHES = 60;
const HEAP_WARM_UP = 100;
const OPENINGS = 40;
const SCROLL_TURNS = 120;
const LARGE = 'The large group';
const TYPED = 'The quick brown fox jumps over the lazy dog, and then it does so once more. ';

const roomTitle = (index: number) => `Room ${String(index + 1).padStart(2, '0')}`;

/** The page in Chromium, four times slower than the machine, with a group of 100,000 messages. */
export const PAGE: Workload = {
  says: `the page in a Chromium that is slowed down 4 times: opening, typing, scrolling in a group of ${MESSAGES} messages, ${SWITCHES} changes of conversation`,
  seconds: 0,
  isComparable: false,
  async run(bench: Bench): Promise<Measurement> {
    const ground = await bench.open();
    const account = await furnish(ground);
    const driver = await PageDriver.open(`http://127.0.0.1:${ground.ports[0]}`, account);
    try {
      return { figures: await measurePage(driver), errors: new Map() };
    } finally {
      await driver.close();
    }
  },
};

async function measurePage(driver: PageDriver): Promise<Figures> {
  for (let index = 0; index < WARM_UP_SWITCHES; index += 1) await driver.open(roomTitle(index % ROOMS));
  const opening = await timed(driver, OPENINGS, async (index) => {
    await driver.rest();
    return [await driver.open(index % 2 === 0 ? LARGE : roomTitle(index % ROOMS))];
  });
  await driver.open(LARGE);
  const typing = await timed(driver, 1, () => driver.type(TYPED));
  const { longestBlankMs, frames } = await driver.scrollBack(SCROLL_TURNS);
  const typingFarBack = await timed(driver, 1, () => driver.type(TYPED));
  return {
    ...percentiles('press → conversation painted', opening.latencies),
    'work for an opening, ms': opening.workMs,
    ...percentiles('key → painted', typing.latencies),
    'work for a key, ms': typing.workMs,
    ...percentiles('key → painted, scrolled far back', typingFarBack.latencies),
    'work for a key, scrolled far back, ms': typingFarBack.workMs,
    'longest blank while scrolling, ms': longestBlankMs,
    'frames while scrolling': frames,
    ...(await measureHeap(driver)),
  };
}

interface Timed {
  readonly latencies: Latencies;
  /** What the page’s thread worked for each of them and, with the time to rest, after it; the slow-down is in it. */
  readonly workMs: number;
}

async function timed(driver: PageDriver, times: number, work: (index: number) => Promise<readonly number[]>): Promise<Timed> {
  const latencies = new Latencies();
  const before = await driver.workMs();
  for (let index = 0; index < times; index += 1) for (const ms of await work(index)) latencies.add(ms);
  return { latencies, workMs: ((await driver.workMs()) - before) / (latencies.summary()?.count ?? 1) };
}

async function changeConversations(driver: PageDriver, times: number): Promise<void> {
  for (let index = 0; index < times; index += 1) await driver.open(index % 10 === 0 ? LARGE : roomTitle(index % ROOMS));
  await driver.open(roomTitle(0));
}

/** What is kept in memory of the conversations, and the browser's notes on the code that draws them, is there before: what grows then is lost. */
async function measureHeap(driver: PageDriver): Promise<Figures> {
  await changeConversations(driver, HEAP_WARM_UP);
  const before = await driver.heapMb();
  await changeConversations(driver, SWITCHES);
  const after = await driver.heapMb();
  return {
    'heap before the changes, MB': before,
    'heap after the changes, MB': after,
    'heap growth, %': (100 * (after - before)) / before,
  };
}

/** A person with a password, in the large group and the rooms; their messages are stored as sends leave them. */
async function furnish(ground: Ground): Promise<Account> {
  const account = { username: 'page.reader', password: 'correct horse 9 battery' };
  const port = ground.ports[0];
  if (port === undefined || ground.connect === undefined) throw new Error('The page needs a server with a database.');
  const reader = await register(port, account);
  const others = await ground.makePeople(20);
  const database = await ground.connect();
  try {
    for (let index = 0; index < ROOMS; index += 1) {
      const room = await ground.makeGroup([reader, ...others.slice(0, 5)], roomTitle(index));
      await fill(database, room, ROOM_MESSAGES);
      await readAll(ground, reader, room);
    }
    const large = await ground.makeGroup([reader, ...others], LARGE);
    await fill(database, large, MESSAGES);
    await database.query('VACUUM ANALYZE messages');
    await readAll(ground, reader, large);
  } finally {
    await database.end();
  }
  return account;
}

async function register(port: number, account: Account): Promise<Person> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation ($input: RegisterInput!) { register(input: $input) { accessToken viewer { id } } }',
      variables: { input: { ...account, displayName: 'Reader' } },
    }),
  });
  const { data } = (await response.json()) as { data: { register: { accessToken: string; viewer: { id: string } } } };
  return { id: data.register.viewer.id, token: data.register.accessToken };
}

async function readAll(ground: Ground, reader: Person, conversationId: string): Promise<void> {
  const readSeq = Number(await ground.endOf(conversationId, reader));
  await request(ground.ports[0] ?? 0, reader.token, {
    query: 'mutation ($id: ID!, $readSeq: Int!) { acknowledge(conversationId: $id, readSeq: $readSeq) { readSeq } }',
    variables: { id: conversationId, readSeq },
  });
}

/** Messages of the members in turn, short and long, a microsecond apart. */
async function fill(database: pg.Client, conversationId: string, count: number): Promise<void> {
  await database.query(
    `WITH made AS (
       INSERT INTO messages (id, conversation_id, seq, change_seq, sender_id, client_message_id, text, created_at)
       SELECT gen_random_uuid(), c.id, c.last_seq + n, c.last_seq + n, m.ids[1 + (n / 3) % cardinality(m.ids)], gen_random_uuid(),
              'line ' || n || repeat(' about the release and what is left to do', n % 7), now() + n * interval '1 microsecond'
         FROM conversations c, generate_series(1, $2::int) n,
              (SELECT array_agg(user_id) AS ids FROM members WHERE conversation_id = $1) m
        WHERE c.id = $1 RETURNING seq, created_at)
     UPDATE conversations SET last_seq = (SELECT max(seq) FROM made), last_activity_at = (SELECT max(created_at) FROM made) WHERE id = $1`,
    [conversationId, count],
  );
}
