import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphqlSocket, openSocket } from '../../backend/test/graphql-socket.ts';
import { Cluster } from './cluster.ts';
import type { ClusterNode } from './cluster-node.ts';
import { type Person, World } from './world.ts';

/** What others see at the latest after a person's connection was lost (PRESENCE-2), and the time the test itself takes. */
const LOST_MS = 30_000;
const SLACK_MS = 2_000;

describe('presence of an installation of two nodes, when something dies', () => {
  let cluster: Cluster;
  let nodes: [ClusterNode, ClusterNode];
  let world: World;

  beforeAll(async () => {
    cluster = await Cluster.start({ nodes: 2 });
    const [first, second] = cluster.nodes;
    if (first === undefined || second === undefined) throw new Error('Two nodes were started.');
    nodes = [first, second];
    world = new World([first.url]);
  });
  afterAll(() => cluster.remove());

  const enter = ({ port }: ClusterNode, person: Person) => openSocket({ socketUrl: `ws://127.0.0.1:${port}/graphql` }, person);

  it('shows people of a node that was killed as offline within 30 s, and not those who came back elsewhere', {
    timeout: 90_000,
  }, async () => {
    const [ana, ben, cleo] = [await world.person('Ana'), await world.person('Ben'), await world.person('Cleo')];
    const watcher = await watch(await enter(nodes[0], ana), [ben, cleo]);
    await Promise.all([enter(nodes[1], ben), enter(nodes[1], cleo)]);
    await Promise.all([told(watcher, ben, 'ONLINE'), told(watcher, cleo, 'ONLINE')]);
    const killedAt = Date.now();
    await nodes[1].kill();
    const back = await enter(nodes[0], cleo);
    await told(watcher, ben, 'OFFLINE');
    expect(Date.now() - killedAt).toBeLessThan(LOST_MS + SLACK_MS);
    expect(statusesOf(watcher, ben)).toEqual(['ONLINE', 'OFFLINE']);
    expect(statusesOf(watcher, cleo)).toEqual(['ONLINE']);
    for (const socket of [watcher, back]) socket.close();
    await nodes[1].start();
  });

  it('shows who no longer answers as offline within 30 s', { timeout: 90_000 }, async () => {
    const [ana, ben] = [await world.person('Ana'), await world.person('Ben')];
    const watcher = await watch(await enter(nodes[0], ana), [ben]);
    const silent = await enter(nodes[1], ben);
    await told(watcher, ben, 'ONLINE');
    // What the server sends is not read any more, pings among it.
    silent.webSocket.pause();
    const lostAt = Date.now();
    await told(watcher, ben, 'OFFLINE');
    expect(Date.now() - lostAt).toBeLessThan(LOST_MS + SLACK_MS);
    silent.webSocket.terminate();
    watcher.close();
  });
});

interface Told {
  readonly userId: string;
  readonly status: string;
}

async function watch(socket: GraphqlSocket, people: readonly Person[]): Promise<GraphqlSocket> {
  socket.start('subscription { events { ... on PresenceChanged { userId status } } }');
  await socket.run('mutation ($userIds: [ID!]!) { watchPresence(userIds: $userIds) { userId } }', { userIds: people.map(({ id }) => id) });
  return socket;
}

function presenceIn(payload: unknown): Told | null {
  const { events } = (payload as { data?: { events?: Partial<Told> } } | undefined)?.data ?? {};
  return events?.userId === undefined || events.status === undefined ? null : { userId: events.userId, status: events.status };
}

async function told({ inbox }: GraphqlSocket, { id }: Person, status: string): Promise<void> {
  await inbox.next(({ payload }) => {
    const presence = presenceIn(payload);
    return presence?.userId === id && presence.status === status;
  });
}

const statusesOf = ({ inbox }: GraphqlSocket, { id }: Person): string[] =>
  inbox.items.flatMap(({ payload }) => {
    const presence = presenceIn(payload);
    return presence?.userId === id ? [presence.status] : [];
  });
