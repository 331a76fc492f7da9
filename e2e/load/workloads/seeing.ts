import { randomUUID } from 'node:crypto';
import { request } from '../api.ts';
import { subscribeMessage } from '../dialects/graphql.ts';
import { pace } from '../drives.ts';
import { cpuFigures, percentiles } from '../figures.ts';
import { doorOf, type Ground } from '../ground.ts';
import { Latencies } from '../latencies.ts';
import { type Door, LoadSocket } from '../load-socket.ts';
import type { Workload } from './workload.ts';

const PAIRS = 100;
const ROUNDS_PER_SECOND = 50;
/** What is not seen by then counts as so late. */
const LATE_MS = 5_000;

const EVENTS = `subscription Events { events { __typename
  ... on TypingChanged { conversationId typing }
  ... on ReceiptChanged { conversationId readSeq }
  ... on PresenceChanged { userId status }
} }`;

interface Seen {
  readonly __typename: string;
  readonly conversationId?: string;
  readonly userId?: string;
  readonly typing?: boolean;
  readonly readSeq?: number;
  readonly status?: string;
}

const keyOf = ({ __typename, conversationId, userId, typing, readSeq, status }: Seen) =>
  [__typename, conversationId ?? userId, typing ?? readSeq ?? status].join(' ');

/** One person's socket: asks, and tells when an event came. */
class Onlooker {
  readonly #answers = new Map<string, (message: string) => void>();
  readonly #awaited = new Map<string, () => void>();
  #socket: LoadSocket | null = null;
  #lastId = 0;

  static async connect(door: Door): Promise<Onlooker> {
    const onlooker = new Onlooker();
    onlooker.#socket = await LoadSocket.open(door, {
      onEvent: ({ bytes, start, end }) => onlooker.#onEvent(bytes.toString('utf8', start, end)),
      onAnswer: (id, _error, message) => onlooker.#answers.get(id)?.(message),
      onClose: () => undefined,
    });
    onlooker.#socket.send(subscribeMessage('events', EVENTS));
    await onlooker.ask('query Live { changes(since: [], limit: 1, includeOthers: false) { hasMore } }');
    return onlooker;
  }

  /** The answer as it came. */
  ask(query: string, variables: object = {}): Promise<string> {
    this.#lastId += 1;
    const id = String(this.#lastId);
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#answers.set(id, (message) => {
      this.#answers.delete(id);
      resolve(message);
    });
    this.#socket?.send(subscribeMessage(id, query, variables));
    return promise;
  }

  /** Milliseconds from now until the event is here. */
  async sees(event: Seen): Promise<number> {
    const startedAt = performance.now();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, LATE_MS);
    this.#awaited.set(keyOf(event), resolve);
    await promise;
    clearTimeout(timer);
    this.#awaited.delete(keyOf(event));
    return performance.now() - startedAt;
  }

  close(): void {
    this.#socket?.close();
  }

  #onEvent(message: string): void {
    const { payload } = JSON.parse(message) as { payload?: { data?: { events: Seen } } };
    if (payload?.data !== undefined) this.#awaited.get(keyOf(payload.data.events))?.();
  }
}

interface Pair {
  readonly conversationId: string;
  readonly ann: Onlooker;
  readonly bob: Onlooker;
}

export const VISIBLE: Workload = {
  says: `${PAIRS} pairs of a direct conversation: typing, a receipt and an arrival until the other's socket has it`,
  seconds: 6,
  isComparable: false,
  run: async (bench) => {
    const ground = await bench.open();
    const { pairs, comers } = await makePairs(ground, Math.ceil(bench.seconds * ROUNDS_PER_SECOND));
    const latencies: Views = { typing: new Latencies(), receipt: new Latencies(), presence: new Latencies() };
    const meter = bench.meter(ground);
    const rounds: Promise<void>[] = [];
    await pace({ perSecond: ROUNDS_PER_SECOND, seconds: bench.seconds }, (_due, round) => {
      const [pair, comer] = [pairs[round % pairs.length], comers[round]];
      if (pair === undefined || comer === undefined) throw new Error('There are no pairs.');
      rounds.push(look(pair, comer, latencies));
    });
    await Promise.all(rounds);
    const figures = {
      ...percentiles('typing → visible', latencies.typing),
      ...percentiles('read → visible', latencies.receipt),
      ...percentiles('connect → presence visible', latencies.presence),
      ...cpuFigures(meter.read()),
    };
    for (const { ann, bob } of pairs) for (const onlooker of [ann, bob]) onlooker.close();
    return { figures, errors: new Map() };
  },
};

interface Comer {
  readonly door: Door;
  readonly userId: string;
  /** Who is there and sees them come. */
  readonly host: Onlooker;
}

interface Views {
  readonly typing: Latencies;
  readonly receipt: Latencies;
  readonly presence: Latencies;
}

async function look(pair: Pair, { door, userId, host }: Comer, { typing, receipt, presence }: Views): Promise<void> {
  typing.add(await seeTyping(pair));
  receipt.add(await seeReceipt(pair));
  const seen = host.sees({ __typename: 'PresenceChanged', userId, status: 'ONLINE' });
  const comer = await Onlooker.connect(door);
  presence.add(await seen);
  comer.close();
}

async function makePairs(ground: Ground, rounds: number): Promise<{ pairs: Pair[]; comers: Comer[] }> {
  const people = await ground.makePeople(2 * PAIRS + rounds);
  const doors = people.map((person, index) => doorOf(ground, person, index));
  const pairs: Pair[] = [];
  const comers: Comer[] = [];
  for (let index = 0; index < PAIRS; index += 1) {
    const [annDoor, bobDoor, bob] = [doors[2 * index], doors[2 * index + 1], people[2 * index + 1]];
    if (annDoor === undefined || bobDoor === undefined || bob === undefined) throw new Error('A pair needs two.');
    const conversationId = await startDirect(annDoor, bob.id);
    pairs.push({ conversationId, ann: await Onlooker.connect(annDoor), bob: await Onlooker.connect(bobDoor) });
  }
  for (let round = 0; round < rounds; round += 1) {
    const at = 2 * PAIRS + round;
    const [door, comer, host, pair] = [doors[at], people[at], people[2 * (round % PAIRS)], pairs[round % PAIRS]];
    if (door === undefined || comer === undefined || host === undefined || pair === undefined) throw new Error('Nobody comes.');
    await startDirect(door, host.id);
    comers.push({ door, userId: comer.id, host: pair.ann });
  }
  return { pairs, comers };
}

async function startDirect({ port, token }: Door, userId: string): Promise<string> {
  const { startDirect: conversation } = await request<{ startDirect: { id: string } }>(port, token, {
    query: 'mutation Start($userId: ID!) { startDirect(userId: $userId) { id } }',
    variables: { userId },
  });
  return conversation.id;
}

async function seeTyping({ conversationId, ann, bob }: Pair): Promise<number> {
  const type = (typing: boolean) =>
    ann.ask('mutation Type($id: ID!, $typing: Boolean!) { setTyping(conversationId: $id, typing: $typing) }', {
      id: conversationId,
      typing,
    });
  const seen = bob.sees({ __typename: 'TypingChanged', conversationId, typing: true });
  await type(true);
  const ms = await seen;
  await type(false);
  return ms;
}

/** Ann writes, Bob reads: until Ann sees that he has. */
async function seeReceipt({ conversationId, ann, bob }: Pair): Promise<number> {
  const sent = await ann.ask('mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { seq } }', {
    input: { conversationId, clientMessageId: randomUUID(), text: 'Have you seen this?' },
  });
  const readSeq = Number(/"seq":(\d+)/.exec(sent)?.[1]);
  const seen = ann.sees({ __typename: 'ReceiptChanged', conversationId, readSeq });
  await bob.ask('mutation Read($id: ID!, $seq: Int!) { acknowledge(conversationId: $id, readSeq: $seq) { readSeq } }', {
    id: conversationId,
    seq: readSeq,
  });
  return await seen;
}
