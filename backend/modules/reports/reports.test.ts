import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, query, registerPerson, request, send, type TestPerson } from '../../test/api-client.ts';
import { removeFromGroup } from '../../test/group-client.ts';
import { codeOf } from '../../test/people-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let owner: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  owner = await registerPerson(server, 'owner');
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const report = ({ token }: TestPerson, input: object) =>
  request(server, 'mutation ($input: ReportInput!) { report(input: $input) }', { variables: { input }, token });

interface Queued {
  readonly id: string;
  readonly messageText: string | null;
  readonly note: string | null;
  readonly user: { readonly id: string };
}

const LIST =
  'query ($status: ReportStatus) { reports(status: $status, first: 100) { edges { node { id messageText note user { id } } } } }';
const queueOf = async (status = 'OPEN'): Promise<Queued[]> =>
  (await query<{ reports: { edges: { node: Queued }[] } }>(server, LIST, { variables: { status }, token: owner.token })).reports.edges.map(
    ({ node }) => node,
  );
const RESOLVE = 'mutation ($input: ResolveReportInput!) { resolveReport(input: $input) { status } }';
const resolve = ({ token }: TestPerson, input: object) => request(server, RESOLVE, { variables: { input }, token });

describe('reports (PEOPLE-4)', () => {
  it('keep the message as it was, once, and are closed by who runs the server, audited', async () => {
    const [ann, bob] = [await registerPerson(server, 'ann'), await registerPerson(server, 'bob')];
    const conversationId = await createGroup(server, ann, [bob]);
    const { id: messageId } = await send(server, bob, { conversationId, text: 'Buy now' });
    const target = { conversationId, messageId };
    await report(ann, { ...target, reason: 'SPAM' });
    await request(server, 'mutation ($input: ChangeMessageInput!) { deleteMessage(input: $input) { id } }', {
      variables: { input: target },
      token: bob.token,
    });
    const [first] = (await queueOf()).filter(({ user }) => user.id === bob.id);
    expect(first).toMatchObject({ messageText: 'Buy now', note: null });
    expect((await resolve(owner, { id: first?.id, status: 'RESOLVED', resolution: 'Talked to him' })).errors).toBeUndefined();
    expect(codeOf(await resolve(owner, { id: first?.id, status: 'DISMISSED' }))).toBe('CONFLICT');
    expect((await queueOf('RESOLVED')).map(({ id }) => id)).toContain(first?.id);
    const { rows } = await server.app.db.pool.query('SELECT action, actor_id FROM audit_events WHERE target = $1 ORDER BY id', [first?.id]);
    expect(rows).toEqual([
      { action: 'report.made', actor_id: ann.id },
      { action: 'report.resolved', actor_id: owner.id },
    ]);
  });

  it('say more the second time, not twice the same', async () => {
    const [ann, bob] = [await registerPerson(server, 'ann'), await registerPerson(server, 'bob')];
    await report(ann, { userId: bob.id, reason: 'OTHER' });
    await report(ann, { userId: bob.id, reason: 'HARASSMENT', note: 'Every day' });
    expect((await queueOf()).filter(({ user }) => user.id === bob.id).map(({ note }) => note)).toEqual(['Every day']);
  });

  it('are for who runs the server alone', async () => {
    const [ann, bob] = [await registerPerson(server, 'ann'), await registerPerson(server, 'bob')];
    await report(ann, { userId: bob.id, reason: 'OTHER' });
    const id = (await queueOf()).find(({ user }) => user.id === bob.id)?.id;
    expect(codeOf(await request(server, LIST, { token: bob.token }))).toBe('FORBIDDEN');
    expect(codeOf(await resolve(bob, { id, status: 'DISMISSED' }))).toBe('FORBIDDEN');
    expect((await queueOf()).map((each) => each.id)).toContain(id);
  });

  it('take messages from members only, and no longer from those who were one', async () => {
    const [ann, bob, carl] = [
      await registerPerson(server, 'ann'),
      await registerPerson(server, 'bob'),
      await registerPerson(server, 'carl'),
    ];
    const conversationId = await createGroup(server, ann, [bob]);
    const { id: messageId } = await send(server, ann, { conversationId, text: 'x' });
    const input = { conversationId, messageId, reason: 'OTHER' };
    expect(codeOf(await report(carl, input))).toBe('NOT_IN_CONVERSATION');
    expect(codeOf(await report(bob, input))).toBeUndefined();
    await removeFromGroup(server, { as: ann, conversationId }, bob);
    expect(codeOf(await report(bob, input))).toBe('NOT_IN_CONVERSATION');
  });

  it.each([
    ['nothing', {}, 'VALIDATION_ERROR'],
    ['both', { userId: crypto.randomUUID(), messageId: crypto.randomUUID() }, 'VALIDATION_ERROR'],
    ['a message of no conversation', { messageId: crypto.randomUUID() }, 'VALIDATION_ERROR'],
    ['nobody', { userId: crypto.randomUUID() }, 'NOT_FOUND'],
    ['a long note', { userId: crypto.randomUUID(), note: 'x'.repeat(1_001) }, 'VALIDATION_ERROR'],
    ['a wrong reason', { userId: crypto.randomUUID(), reason: 'BORED' }, 'VALIDATION_ERROR'],
  ])('refuse %s', async (_name, input, code) => {
    expect(codeOf(await report(owner, { reason: 'SPAM', ...input }))).toBe(code);
  });

  it('refuse oneself', async () => {
    expect(codeOf(await report(owner, { userId: owner.id, reason: 'SPAM' }))).toBe('VALIDATION_ERROR');
  });
});
