import { request } from '../api.ts';
import { atRate, exactly, pace } from '../drives.ts';
import { cpuFigures, percentiles } from '../figures.ts';
import type { Ground } from '../ground.ts';
import { Latencies } from '../latencies.ts';
import type { Person } from '../people.ts';
import { connectOffice, makeOffice, type Office } from './office.ts';
import type { Workload } from './workload.ts';

const PEOPLE = 1000;
const MESSAGES = 20_000;
const SENDS_PER_SECOND = 50;
const QUERIES_PER_SECOND = 100;
const WARM_UP_SECONDS = 2;

interface Query {
  readonly name: string;
  readonly query: string;
  readonly variables: (office: Office, person: Person) => object;
}

const MESSAGE = 'id seq changeSeq text createdAt editedAt deletedAt sender { id displayName }';

/** What the page asks when it opens, opens a conversation, looks for somebody and comes back after a while. */
const QUERIES: readonly Query[] = [
  {
    name: 'conversations',
    query: `query List { conversations(first: 20) { edges { cursor node {
      id kind name lastSeq lastActivityAt unreadCount
      members(first: 3) { edges { node { user { id displayName } } } }
      messages(last: 1) { edges { node { ${MESSAGE} } } }
    } } pageInfo { hasNextPage endCursor } } }`,
    variables: () => ({}),
  },
  {
    name: 'history',
    query: `query History($id: ID!) { conversation(id: $id) { messages(last: 50) {
      edges { cursor node { ${MESSAGE} } } pageInfo { hasPreviousPage startCursor }
    } } }`,
    variables: ({ conversationIdsOf }, person) => ({ id: conversationIdsOf.get(person)?.[0] }),
  },
  {
    name: 'people',
    query: 'query Search($search: String!) { people(search: $search, first: 20) { edges { node { id username displayName } } } }',
    variables: (_office, { id }) => ({ search: `person ${id.slice(0, 2)}` }),
  },
  {
    name: 'changes',
    query: `query Changes { changes(since: [], limit: 100) { hasMore conversations { seq conversation { id } messages { ${MESSAGE} } } } }`,
    variables: () => ({}),
  },
];

export const API: Workload = {
  says: `${QUERIES_PER_SECOND} queries/s over HTTP, among ${PEOPLE} people who send ${SENDS_PER_SECOND} messages/s, after ${MESSAGES} messages`,
  seconds: 10,
  isComparable: false,
  run: async (bench) => {
    const ground = await bench.open();
    const office = await makeOffice(ground, PEOPLE);
    const crew = await connectOffice(ground, office, true);
    await crew.run(exactly(MESSAGES), 0);
    await ask(ground, office, WARM_UP_SECONDS);

    const meter = bench.meter(ground);
    let latencies: ReadonlyMap<string, Latencies> = new Map();
    let errors: ReadonlyMap<string, number> = new Map();
    const times = await bench.timeStatements(async () => {
      const sending = crew.run(atRate(SENDS_PER_SECOND), bench.seconds);
      latencies = await ask(ground, office, bench.seconds);
      ({ errors } = await sending);
    });
    const figures = {
      ...Object.assign({}, ...latencies.entries().map(([name, each]) => percentiles(`query ${name}`, each))),
      ...percentiles('database, bind', times.bind),
      ...percentiles('database, execute', times.execute),
      ...cpuFigures(meter.read()),
    };
    crew.close();
    return { figures, errors };
  },
};

/** Asks in turn, each at its time; the latency counts from there. */
async function ask(ground: Ground, office: Office, seconds: number): Promise<ReadonlyMap<string, Latencies>> {
  const latencies = new Map(['of any kind', ...QUERIES.map(({ name }) => name)].map((name) => [name, new Latencies()]));
  const asked: Promise<void>[] = [];
  await pace({ perSecond: QUERIES_PER_SECOND, seconds }, (due, count) => {
    const answered = askOne({ ground, office, count }).then((name) => {
      const ms = performance.now() - due;
      latencies.get(name)?.add(ms);
      latencies.get('of any kind')?.add(ms);
    });
    asked.push(answered);
  });
  await Promise.all(asked);
  return latencies;
}

async function askOne({ ground, office, count }: { ground: Ground; office: Office; count: number }): Promise<string> {
  const query = QUERIES[count % QUERIES.length];
  const person = office.people[(count * 7) % office.people.length];
  const port = ground.ports[0];
  if (query === undefined || person === undefined || port === undefined) throw new Error('Nothing to ask.');
  await request(port, person.token, { query: query.query, variables: query.variables(office, person) });
  return query.name;
}
