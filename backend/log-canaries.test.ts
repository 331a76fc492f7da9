import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query, registerPerson, request, type TestPerson } from './test/api-client.ts';
import { openSocket } from './test/graphql-socket.ts';
import { startTestServer, type TestServer } from './test/test-server.ts';

/** What people say and are; a log that holds one of them holds too much. */
const CANARY = {
  username: 'canary.user',
  displayName: 'Canary Displayname',
  email: 'canary@mailbox.example.org',
  password: 'canary password of twenty',
  text: 'the canary sings at noon',
  group: 'Canary group name',
  operation: 'CanaryOperation',
};

const REGISTER = `mutation ${CANARY.operation} ($input: RegisterInput!) { register(input: $input) { accessToken refreshToken viewer { id } } }`;
const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken } }';
const REFRESH = 'mutation ($token: String) { refresh(refreshToken: $token) { accessToken refreshToken } }';
const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }';
const GROUP = 'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }';

let server: TestServer;
let friend: TestPerson;
const tokens: string[] = [];

beforeAll(async () => {
  server = await startTestServer({ LOG_LEVEL: 'trace' });
  friend = await registerPerson(server, 'friend');
});
afterAll(() => server.stop());

/** Register, sign in rightly and wrongly, refresh twice with one token. */
async function signIn(): Promise<{ token: string; id: string }> {
  const { username, displayName, email, password } = CANARY;
  const input = { username, displayName, email, password };
  const { register } = await query<{ register: { accessToken: string; refreshToken: string; viewer: { id: string } } }>(server, REGISTER, {
    variables: { input },
  });
  await request(server, REGISTER, { variables: { input } });
  await request(server, REGISTER, { variables: { input: { ...input, username: [username], email: { of: email } } } });
  await query(server, LOGIN, { variables: { input: { username, password } } });
  await request(server, LOGIN, { variables: { input: { username, password: `${password}, but wrong` } } });
  const variables = { token: register.refreshToken };
  const { refresh } = await query<{ refresh: { accessToken: string; refreshToken: string } }>(server, REFRESH, { variables });
  tokens.push(register.accessToken, register.refreshToken, refresh.accessToken, refresh.refreshToken);
  return { token: register.accessToken, id: register.viewer.id };
}

/** Write over HTTP and a socket, what is allowed and what is not. */
async function write(token: string): Promise<void> {
  const { createGroup } = await query<{ createGroup: { id: string } }>(server, GROUP, {
    variables: { input: { name: CANARY.group, memberIds: [friend.id] } },
    token,
  });
  const message = { conversationId: createGroup.id, clientMessageId: randomUUID(), text: CANARY.text };
  const socket = await openSocket(server, { token });
  socket.start('subscription { events { __typename } }');
  for (const input of [
    message,
    { ...message, text: `${CANARY.text}${'!'.repeat(20_000)}` },
    { ...message, conversationId: CANARY.text },
    { text: CANARY.text },
  ]) {
    await request(server, SEND, { variables: { input }, token });
    await socket.run(SEND, { input: { ...input, clientMessageId: randomUUID() } });
  }
  await request(server, `{ people(search: "${CANARY.displayName}") { nope } }`, { token });
  await request(server, `{ ${CANARY.text} }`, { token });
  await socket.run(`{ "${CANARY.text}" }`);
  socket.close();
  await socket.closed;
}

/** Break the database's tables, so that what is right fails too. */
async function fail(token: string): Promise<void> {
  for (const [table, column] of [
    ['users', 'username'],
    ['members', 'left_seq'],
  ])
    await server.app.db.pool.query(`ALTER TABLE ${table} RENAME COLUMN ${column} TO hidden`);
  const { username, displayName, email, password } = CANARY;
  await request(server, REGISTER, { variables: { input: { username, displayName, email, password } } });
  await request(server, LOGIN, { variables: { input: { username, password } } });
  await request(server, GROUP, { variables: { input: { name: CANARY.group, memberIds: [friend.id] } }, token });
  await request(server, SEND, {
    variables: { input: { conversationId: randomUUID(), clientMessageId: randomUUID(), text: CANARY.text } },
    token,
  });
  await request(server, `{ people(search: "${CANARY.displayName}") { edges { node { id } } } }`, { token });
}

describe('the log (OPS-3)', () => {
  it('tells of everything that happens, and of nobody', async () => {
    const { token } = await signIn();
    await write(token);
    await fail(token);
    const log = server.logged.join('');
    for (const secret of [...Object.values(CANARY), ...tokens, '127.0.0.1']) expect(log).not.toContain(secret);

    const lines = server.logged.map(
      (line) => JSON.parse(line) as { level: string; code?: string; field?: string; requestId?: string; msg: string },
    );
    const told = lines.map(({ level, field, code = 'ok' }) => `${level} ${field ?? '-'} ${code}`);
    for (const line of [
      'debug register ok',
      'info register CONFLICT',
      'info login UNAUTHENTICATED',
      'debug sendMessage ok',
      'info sendMessage MESSAGE_TOO_LARGE',
      'info - VALIDATION_ERROR',
      'error createGroup INTERNAL',
    ])
      expect(told).toContain(line);
    expect(lines.filter(({ msg, requestId }) => msg.startsWith('an operation') && requestId === undefined)).toEqual([]);
  });
});
