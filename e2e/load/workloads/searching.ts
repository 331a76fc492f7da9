import { randomUUID } from 'node:crypto';
import { request } from '../api.ts';
import { type Corpus, makeCorpus } from '../corpus.ts';
import { percentiles } from '../figures.ts';
import type { Ground } from '../ground.ts';
import { Latencies } from '../latencies.ts';
import type { Person } from '../people.ts';
import { type Archive, storeArchive } from '../search-archive.ts';
import type { Workload } from './workload.ts';

const PEOPLE = 202;
const SEED = 4711;
const SENDS = 20;

/** What people look for, the `n`-th of its kind; each search is another. */
const KINDS: Readonly<Record<string, (corpus: Corpus, n: number, senderName: string) => string>> = {
  'a rare word': ({ latin }, n) => latin[15_000 + n * 97] ?? '',
  'a common word': ({ latin }, n) => latin[n % 20] ?? '',
  'two words': ({ latin }, n) => `${latin[100 + n * 5]} ${latin[40 + n]}`,
  'a phrase': ({ latin }, n) => `"${latin[n % 10]} ${latin[20 + n]}"`,
  'a part of a word': ({ latin }, n) => (latin[1000 + n * 31] ?? '').slice(1),
  Cyrillic: ({ cyrillic }, n) => cyrillic[200 + n * 53] ?? '',
  'Han, two letters': ({ han }, n) => `${han[20 + n * 7]}${han[40 + n * 3]}`,
  'words of a person': ({ latin }, n, senderName) => `${latin[30 + n]} from:${senderName}`,
  nothing: (_corpus, n) => `xqzy${n}qq`,
};

const FIND = `query Find($query: String!, $order: SearchOrder) { search(query: $query, order: $order) {
  edges { node { id conversationId seq text sender { id displayName } createdAt } snippet { text isMatch } } pageInfo { hasNextPage endCursor } } }`;

export const SEARCH: Workload = {
  says: 'one search after the other among many messages (--messages, a million), by who is in 5 and who is in 500 conversations',
  seconds: 20,
  isComparable: false,
  run: async (bench) => {
    const ground = await bench.open();
    const people = await ground.makePeople(PEOPLE);
    const corpus = makeCorpus(SEED);
    const database = await ground.connect?.();
    if (database === undefined) throw new Error('This server has no search.');
    const archive = await storeArchive(database, { people, messages: bench.messages, corpus });
    const size = await database.query<{ bytes: string }>(
      `SELECT sum(pg_total_relation_size(inhrelid)) AS bytes FROM pg_inherits WHERE inhparent = 'message_search'::regclass`,
    );
    await database.end();
    const senderName = `load${people[7]?.id.slice(-12)}`;
    await searchAll({ ground, archive, corpus, senderName }, bench.seconds / 4);
    const latencies = await searchAll({ ground, archive, corpus, senderName }, bench.seconds);
    const found = await sendAndFind(ground, archive);
    const figures = {
      ...Object.assign({}, ...latencies.entries().map(([name, each]) => percentiles(`search ${name}`, each))),
      ...percentiles('send → found', found),
      'search index for each message, bytes': Number(size.rows[0]?.bytes ?? 0) / bench.messages,
    };
    return { figures, errors: new Map() };
  },
};

interface Searching {
  readonly ground: Ground;
  readonly archive: Archive;
  readonly corpus: Corpus;
  readonly senderName: string;
}

async function searchAll({ ground, archive, corpus, senderName }: Searching, seconds: number): Promise<ReadonlyMap<string, Latencies>> {
  const latencies = new Map<string, Latencies>([['of any kind', new Latencies()]]);
  const note = (name: string, ms: number) => {
    const own = latencies.get(name) ?? new Latencies();
    own.add(ms);
    latencies.set(name, own);
    latencies.get('of any kind')?.add(ms);
  };
  const until = performance.now() + seconds * 1000;
  for (let n = 0; performance.now() < until; n += 1) {
    for (const [kind, queryOf] of Object.entries(KINDS)) {
      for (const [where, person] of [['5', archive.few] as const, ['500', archive.many] as const]) {
        const began = performance.now();
        await search(ground, person, { query: queryOf(corpus, n % 30, senderName), order: n % 2 === 0 ? 'RANK' : 'TIME' });
        note(`for ${kind}, in ${where}`, performance.now() - began);
      }
    }
  }
  return latencies;
}

interface Found {
  readonly search: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
}

const search = ({ ports }: Ground, person: Person, variables: { query: string; order: 'RANK' | 'TIME' }): Promise<Found> =>
  request<Found>(ports[0] ?? 0, person.token, { query: FIND, variables });

/** From the moment a message is sent to the first search that gives it. */
async function sendAndFind(ground: Ground, { few, conversationId }: Archive): Promise<Latencies> {
  const latencies = new Latencies();
  for (let i = 0; i < SENDS; i += 1) {
    const word = `sent${randomUUID().slice(0, 8)}`;
    const began = performance.now();
    await request(ground.ports[0] ?? 0, few.token, {
      query: 'mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { id } }',
      variables: { input: { conversationId, clientMessageId: randomUUID(), text: word } },
    });
    while ((await search(ground, few, { query: word, order: 'TIME' })).search.edges.length === 0);
    latencies.add(performance.now() - began);
  }
  return latencies;
}
