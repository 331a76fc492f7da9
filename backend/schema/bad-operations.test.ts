import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, query, registerPerson, request, send, startDirect, type TestPerson } from '../test/api-client.ts';
import type { BadInputWorld } from '../test/bad-input.ts';
import { badOperations, DOCUMENTS } from '../test/bad-operations.ts';
import { type GraphqlSocket, openSocket } from '../test/graphql-socket.ts';
import { countRows } from '../test/row-counts.ts';
import { startTestServer, type TestServer } from '../test/test-server.ts';

let server: TestServer;
let ann: TestPerson;
let world: BadInputWorld;
let socket: GraphqlSocket;

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
  const [bob, eve] = [await registerPerson(server, 'bob'), await registerPerson(server, 'eve')];
  const [group, evesGroup] = [await createGroup(server, ann, [bob]), await createGroup(server, eve, [])];
  const { viewer } = await query<{ viewer: { sessions: { id: string }[] } }>(server, '{ viewer { sessions { id } } }', {
    token: eve.token,
  });
  world = {
    ids: {
      ann: ann.id,
      bob: bob.id,
      eve: eve.id,
      group,
      evesGroup,
      direct: await startDirect(server, ann, bob),
      message: (await send(server, ann, { conversationId: group, text: 'hello' })).id,
      evesMessage: (await send(server, eve, { conversationId: evesGroup, text: 'hello' })).id,
      evesSession: viewer.sessions[0]?.id ?? '',
    },
  };
  socket = await openSocket(server, ann);
});
afterAll(async () => {
  socket.close();
  await server.stop();
});

/** Names of the cases, which the world that they speak of does not change. */
const anyWorld: BadInputWorld = {
  ids: { ann: '', bob: '', eve: '', group: '', direct: '', evesGroup: '', message: '', evesMessage: '', evesSession: randomUUID() },
};
const names = badOperations(anyWorld).map(({ operation, name }, index) => [operation, name, index] as const);

describe(`bad input: ${names.length} operations, each refused with its code and field, over HTTP and the socket`, () => {
  it('has every case once', () => {
    expect(new Set(names.map(([operation, name]) => `${operation} ${name}`)).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(80);
  });

  it.each(names)('%s: %s', async (_operation, _name, index) => {
    const wanted = badOperations(world)[index];
    if (wanted === undefined) throw new Error('The cases changed while they ran.');
    const before = await countRows(server);
    const { operation, variables, code, field } = wanted;
    const overHttp = await request(server, DOCUMENTS[operation], { variables, token: ann.token });
    expect({ data: overHttp.data ?? null, errors: overHttp.errors?.map(({ extensions }) => extensions) }).toEqual({
      data: expect.toSatisfy(holdsNothing),
      errors: [{ code, retryable: false, ...(field === undefined ? {} : { field }) }],
    });
    if (JSON.stringify(variables).length < 60_000) {
      const overSocket = await socket.run(DOCUMENTS[operation], variables);
      expect(overSocket.errors?.map(({ extensions }) => [extensions.code, extensions.field])).toEqual([[code, field]]);
    }
    expect(await countRows(server)).toEqual(before);
    expect(server.logged).toEqual([]);
  });

  it('left the server as it was: the next valid operation works', async () => {
    expect((await send(server, ann, { conversationId: world.ids.group, text: 'still here' })).text).toBe('still here');
  });
});

/** A nullable root field is null beside its error. */
function holdsNothing(data: unknown): boolean {
  return data === null || Object.values(data as object).every((value) => value === null);
}
