import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGroup, query, registerPerson } from '../../test/api-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const ADD = 'mutation ($id: ID!, $userIds: [ID!]!) { addMembers(conversationId: $id, userIds: $userIds) { id } }';
const READ = 'query ($id: ID!) { conversation(id: $id) { memberCount lastSeq } }';

it('counts the members at the number that is given with the count, while members come', async () => {
  const [ann, ...others] = await Promise.all(Array.from({ length: 13 }, () => registerPerson(server)));
  if (ann === undefined) expect.fail();
  const id = await createGroup(server, ann, []);
  const read = async () =>
    (await query<{ conversation: { memberCount: number; lastSeq: number } }>(server, READ, { variables: { id }, token: ann.token }))
      .conversation;
  const { lastSeq: start } = await read();

  let isAdding = true;
  const adding = (async () => {
    for (const { id: userId } of others) await query(server, ADD, { variables: { id, userIds: [userId] }, token: ann.token });
    isAdding = false;
  })();
  const readers = Array.from({ length: 4 }, async () => {
    // Each that came took two numbers: the membership's and the system message's.
    while (isAdding) expect(await read()).toSatisfy(({ memberCount, lastSeq }) => memberCount === 1 + (lastSeq - start) / 2);
  });
  await Promise.all([adding, ...readers]);
  expect(await read()).toEqual({ memberCount: 13, lastSeq: start + 24 });
});
