import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphqlSocket, openSocket } from '../../backend/test/graphql-socket.ts';
import { makePeople, type Person } from '../load/people.ts';
import { Cluster } from './cluster.ts';
import type { ClusterNode } from './cluster-node.ts';

const SENDERS = 30;
const IDLE = 500;
/** 0.4 ms a socket; half of it leaves room for a machine that has other things to do. */
const SPREAD_MIN_MS = (SENDERS + IDLE) * 0.2;
const EXIT_MAX_MS = 10_000;
const RESTART = 1012;
const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { clientMessageId } }';

const doorOf = ({ port }: ClusterNode) => ({ socketUrl: `ws://127.0.0.1:${port}/graphql` });

/** Sends one message after the other until its socket closes. */
class Sender {
  readonly acknowledged: string[] = [];
  /** What was sent and never answered. */
  unanswered: string | null = null;
  readonly #socket: GraphqlSocket;
  readonly #conversationId: string;

  constructor(socket: GraphqlSocket, conversationId: string) {
    this.#socket = socket;
    this.#conversationId = conversationId;
  }

  /** Resolves with the close code. */
  async run(): Promise<number> {
    const closed = this.#socket.closed.then((code) => ({ code }));
    for (;;) {
      this.unanswered = randomUUID();
      const answer = await Promise.race([this.#send(this.unanswered), closed]);
      if ('code' in answer) return answer.code;
      expect(answer.errors).toBeUndefined();
      this.acknowledged.push(this.unanswered);
    }
  }

  #send(clientMessageId: string) {
    return this.#socket.run(SEND, { input: { conversationId: this.#conversationId, clientMessageId, text: 'on and on' } });
  }
}

/** When each socket was closed, by `performance.now()`, and with which code. */
const closings = (sockets: readonly GraphqlSocket[]) =>
  Promise.all(sockets.map(({ closed }) => closed.then((code) => ({ code, at: performance.now() }))));

/** A connection that begins a request and never ends it. */
function beginRequest({ port }: ClusterNode): Promise<void> {
  const stream = connect(port, '127.0.0.1');
  stream.on('error', () => undefined);
  stream.write('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"query":');
  return new Promise((resolve) => stream.once('connect', resolve));
}

describe('a node that is asked to stop (OPS-2)', () => {
  let cluster: Cluster;
  let node: ClusterNode;
  let people: Person[];
  let conversationId: string;

  beforeAll(async () => {
    cluster = await Cluster.start({ nodes: 2 });
    const [first] = cluster.nodes;
    if (first === undefined) throw new Error('Nodes were started.');
    node = first;
    people = await makePeople(cluster, SENDERS);
    const owner = await openSocket(doorOf(node), people[0]);
    const made = await owner.run<{ createGroup: { id: string } }>(
      'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }',
      { input: { name: 'Everybody', memberIds: people.map(({ id }) => id) } },
    );
    conversationId = made.data?.createGroup.id ?? '';
    owner.close();
  });
  afterAll(() => cluster.remove());

  const storedOf = async (clientMessageIds: readonly string[]): Promise<number> => {
    const database = await cluster.connect();
    try {
      const { rows } = await database.query<{ count: string }>(
        'SELECT count(*) FROM messages WHERE conversation_id = $1 AND client_message_id = ANY ($2::uuid[])',
        [conversationId, clientMessageIds],
      );
      return Number(rows[0]?.count);
    } finally {
      await database.end();
    }
  };

  it('answers what it takes, loses nothing, spreads its closes and is gone within 10 s, whatever peers do', {
    timeout: 60_000,
  }, async () => {
    const sockets = await Promise.all(people.map((person) => openSocket(doorOf(node), person)));
    const idle = await Promise.all(Array.from({ length: IDLE }, (_, i) => openSocket(doorOf(node), people[i % SENDERS])));
    const deaf = await Promise.all([0, 1, 2].map(() => openSocket(doorOf(node), people[0])));
    for (const { webSocket } of deaf) webSocket.pause();
    await beginRequest(node);
    const senders = sockets.map((socket) => new Sender(socket, conversationId));
    const running = Promise.all(senders.map((sender) => sender.run()));
    const closed = closings([...sockets, ...idle]);
    await expect.poll(() => senders.every(({ acknowledged }) => acknowledged.length > 5)).toBe(true);

    const startedAt = performance.now();
    const stopping = node.stop();
    await expect.poll(async () => (await fetch(`http://127.0.0.1:${node.port}/health/ready`)).status, { interval: 5 }).toBe(503);
    expect(await new GraphqlSocket(doorOf(node)).refused).toBe(503);
    expect(await stopping).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(EXIT_MAX_MS);

    expect(new Set(await running)).toEqual(new Set([RESTART]));
    const ends = await closed;
    expect(new Set(ends.map(({ code }) => code))).toEqual(new Set([RESTART]));
    const times = ends.map(({ at }) => at);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(SPREAD_MIN_MS);

    const acknowledged = senders.flatMap((sender) => sender.acknowledged);
    expect(await storedOf(acknowledged)).toBe(acknowledged.length);
    expect(await storedOf(senders.flatMap(({ unanswered }) => unanswered ?? []))).toBe(0);
    for (const { webSocket } of deaf) webSocket.terminate();
  });

  it('leaves what it did not take to the other node, which stores it once', async () => {
    const [, other] = cluster.nodes;
    if (other === undefined) throw new Error('Two nodes were started.');
    const socket = await openSocket(doorOf(other), people[0]);
    const clientMessageId = randomUUID();
    for (const _ of [1, 2]) await socket.run(SEND, { input: { conversationId, clientMessageId, text: 'once more' } });
    expect(await storedOf([clientMessageId])).toBe(1);
    socket.close();
  });

  it('with hardly anybody there is gone at once', async () => {
    await node.start();
    const socket = await openSocket(doorOf(node), people[0]);
    const startedAt = performance.now();
    const stopping = node.stop();
    expect(await socket.closed).toBe(RESTART);
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect(await stopping).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});
