import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, query, registerPerson, request, send, type TestPerson } from '../../test/api-client.ts';
import { addToGroup, removeFromGroup, updateGroup } from '../../test/group-client.ts';
import { act } from '../../test/message-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { seededRandom } from '../../test/unreliable-bus.ts';
import { BlockDigests, readDigests } from './block-digests.ts';
import type { RangeDigests } from './digest.ts';

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const ASK = 'query ($of: [DigestRange!]!) { messageDigests(of: $of) { conversationId fromSeq seq digests } }';

type Asked = Pick<RangeDigests, 'conversationId' | 'fromSeq'> & { readonly blockCount: number };

async function ask(person: TestPerson, ...of: Asked[]): Promise<RangeDigests[]> {
  const { messageDigests } = await query<{ messageDigests: RangeDigests[] }>(server, ASK, { variables: { of }, token: person.token });
  return messageDigests;
}

interface Message {
  readonly seq: number;
  readonly changeSeq: number;
  readonly id: string;
  readonly sender: { readonly id: string };
  readonly text: string | null;
}

/** The block as the person is given it. */
async function blockOf(
  person: TestPerson,
  id: string,
  seq: number,
): Promise<{ seq: number; messages: Message[]; threads: { rootSeq: number }[] } | undefined> {
  const { conversation } = await query<{
    conversation: { messageBlock: { seq: number; messages: Message[]; threads: { rootSeq: number }[] } } | null;
  }>(
    server,
    `query ($id: ID!, $seq: Int!) { conversation(id: $id) { messageBlock(seq: $seq) {
       seq messages { seq changeSeq id sender { id } text } threads { rootSeq } } } }`,
    { variables: { id, seq }, token: person.token },
  );
  return conversation?.messageBlock;
}

/** What a client makes of messages, by the words of docs/protocol.md. */
function digestOf(messages: readonly Message[]): string {
  const lines = messages.map(
    ({ seq, changeSeq, id, sender, text }) => `${[seq, changeSeq, id, sender.id, ...(text === null ? [] : [text])].join('\u001f')}\u001e`,
  );
  return createHash('sha256').update(lines.join('')).digest('hex').slice(0, 32);
}

/** Messages in the conversation, by the shortest way, from number `first` on. */
async function fill(conversationId: string, first: number, count: number): Promise<void> {
  await server.app.db.pool.query(
    `INSERT INTO messages (id, conversation_id, seq, change_seq, sender_id, client_message_id, text, created_at)
     SELECT gen_random_uuid(), $1, i, i, $2, gen_random_uuid(), 'Message number ' || i, c.last_activity_at + (i - c.last_seq) * interval '1 ms'
       FROM conversations c, generate_series($3::int, $3::int + $4::int - 1) AS i WHERE c.id = $1`,
    [conversationId, ann.id, first, count],
  );
  await server.app.db.pool.query(
    `UPDATE conversations SET last_seq = $2, last_activity_at = (SELECT max(created_at) FROM messages WHERE conversation_id = $1) WHERE id = $1`,
    [conversationId, first + count - 1],
  );
}

const EMPTY = digestOf([]);

const change = (person: TestPerson, name: Parameters<typeof act>[1], input: object) =>
  act({ server, as: person }, name, { clientOperationId: randomUUID(), ...input });

describe('messageDigests', () => {
  it('are those of the messages as everybody is given them, block by block', async () => {
    const conversationId = await createGroup(server, ann, [bob]);
    await fill(conversationId, 4, 600);
    const { id } = await send(server, bob, { conversationId, text: 'Grüße 👋\nzwei Zeilen' });
    await change(bob, 'setReaction', { conversationId, messageId: id, emoji: '👍', isOn: true });
    const gone = await send(server, bob, { conversationId, text: 'gone' });
    await change(bob, 'deleteMessage', { conversationId, messageId: gone.id });
    const [answer] = await ask(ann, { conversationId, fromSeq: 0, blockCount: 4 });
    const blocks = await Promise.all([0, 256, 512].map(async (seq) => (await blockOf(ann, conversationId, seq))?.messages ?? []));
    expect(blocks.map(({ length }) => length)).toEqual([253, 256, 94]);
    expect(answer).toEqual({ conversationId, fromSeq: 0, seq: 607, digests: [...blocks.map(digestOf), EMPTY] });
    const [held] = await ask(bob, { conversationId, fromSeq: 300, blockCount: 1 });
    expect(held?.digests).toEqual([digestOf((blocks[1] ?? []).filter(({ seq }) => seq >= 300))]);
  });

  it('is the one that docs/protocol.md gives as an example', () => {
    const place = { sender: { id: '1c1f6a44-8c3a-4b44-9a4e-9d6f0b1f7a01' } };
    const messages = [
      { ...place, seq: 257, changeSeq: 257, id: '00000000-0000-4000-8000-000000000257', text: 'Grüße 👋' },
      { ...place, seq: 258, changeSeq: 301, id: '00000000-0000-4000-8000-000000000258', text: null },
    ];
    expect([digestOf(messages), EMPTY]).toEqual(['c290c6af6560412c7150045e69cc92b6', 'e3b0c44298fc1c149afbf4c8996fb924']);
  });

  it('leave out whom the conversation is none of: a stranger, and who is no longer in it', async () => {
    const conversationId = await createGroup(server, ann, [bob]);
    const range = { conversationId, fromSeq: 0, blockCount: 1 };
    const stranger = await registerPerson(server, 'stranger');
    expect((await ask(bob, range)).length).toBe(1);
    expect(await ask(stranger, range, { ...range, conversationId: randomUUID() })).toEqual([]);
    await removeFromGroup(server, { as: ann, conversationId }, bob);
    expect(await ask(bob, range)).toEqual([]);
    expect(await blockOf(bob, conversationId, 0)).toBeUndefined();
  });

  it('have nothing of what a newcomer may not see (CONV-5)', async () => {
    const conversationId = await createGroup(server, ann, []);
    await updateGroup(server, { as: ann, conversationId }, { historyVisibility: 'JOINED' });
    const known = (await blockOf(ann, conversationId, 0))?.seq ?? 0;
    await fill(conversationId, known + 1, 300);
    await addToGroup(server, { as: ann, conversationId }, [bob]);
    await send(server, ann, { conversationId, text: 'welcome' });
    const seen = (await blockOf(bob, conversationId, 256))?.messages ?? [];
    expect(seen.map(({ text }) => text)).toEqual([null, 'welcome']);
    expect((await blockOf(bob, conversationId, 0))?.messages).toEqual([]);
    expect((await ask(bob, { conversationId, fromSeq: 0, blockCount: 2 }))[0]?.digests).toEqual([EMPTY, digestOf(seen)]);
    expect((await ask(ann, { conversationId, fromSeq: 0, blockCount: 2 }))[0]?.digests).not.toContain(EMPTY);
  });

  it('come in the order asked, and refuse what is too much', async () => {
    const [first, second] = [await createGroup(server, ann, []), await createGroup(server, ann, [])];
    const range = (conversationId: string, blockCount = 1, fromSeq = 0) => ({ conversationId, fromSeq, blockCount });
    const answers = await ask(ann, range(second), range(first), range(second, 1, 1));
    expect(answers.map(({ conversationId, fromSeq }) => [conversationId, fromSeq])).toEqual([
      [second, 0],
      [first, 0],
      [second, 1],
    ]);
    expect(await ask(ann)).toEqual([]);
    const wrong: readonly (readonly [Asked[], string])[] = [
      [[range(first, 65)], 'of'],
      [[range(first, 33), range(second, 32)], 'of'],
      [Array.from({ length: 33 }, () => range(first)), 'of'],
      [[range(first, 0)], 'of.blockCount'],
      [[range(first, -100), range(second, 150)], 'of.blockCount'],
      [[range(first, 1, -1)], 'of.fromSeq'],
      [[range('word')], 'of.conversationId'],
    ];
    for (const [of, field] of wrong) {
      const { errors } = await request(server, ASK, { variables: { of }, token: ann.token });
      expect([of.length, errors?.[0]?.extensions]).toMatchObject([of.length, { code: 'VALIDATION_ERROR', field }]);
    }
  });
});

/** The pool, noting how many blocks each reading of messages was of. */
function countingPool(pool: pg.Pool, read: number[]): pg.Pool {
  const noted = (config: pg.QueryConfig) => {
    const [ids = []] = (config.values ?? []) as unknown[][];
    if (config.name === 'message_digests') read.push(ids.length);
    return pool.query(config);
  };
  return new Proxy(pool, { get: (target, name) => (name === 'query' ? noted : Reflect.get(target, name)) });
}

describe('what a node remembers of digests', () => {
  it('is read again only where something changed', async () => {
    const conversationId = await createGroup(server, ann, []);
    await fill(conversationId, 3, 1_000);
    const read: number[] = [];
    const digests = new BlockDigests({ pool: countingPool(server.app.db.pool, read) });
    const load = async (lastSeq: number) => (await digests.load([{ conversationId, lastSeq, blocks: [0, 1, 2, 3] }])).get(conversationId);
    const before = await load(1_002);
    expect(await load(1_002)).toEqual(before);
    const { rows } = await server.app.db.pool.query<{ id: string }>('SELECT id FROM messages WHERE conversation_id = $1 AND seq = 300', [
      conversationId,
    ]);
    await change(ann, 'editMessage', { conversationId, messageId: rows[0]?.id ?? '', text: 'edited' });
    const after = await load(1_003);
    expect(read).toEqual([4, 1]);
    expect([0, 1, 2, 3].map((block) => before?.get(block) === after?.get(block))).toEqual([true, false, true, true]);
  });

  it.each([1, 2, 3])('is what the messages say, on several nodes, whatever happens at the same time (seed %i)', async (seed) => {
    const random = seededRandom(seed);
    const conversationId = await createGroup(server, ann, [bob]);
    await fill(conversationId, 4, 500);
    const { pool } = server.app.db;
    const nodes = [new BlockDigests({ pool }), new BlockDigests({ pool })];
    const lastSeq = async () => {
      const { rows } = await pool.query<{ last_seq: number }>('SELECT last_seq FROM conversations WHERE id = $1', [conversationId]);
      return rows[0]?.last_seq ?? 0;
    };
    const load = async (node: BlockDigests | undefined) => {
      const blocks = [0, 1, 2].filter(() => random() < 0.7);
      await node?.load([{ conversationId, lastSeq: await lastSeq(), blocks }]);
    };
    const changeOne = async () => {
      const seq = 4 + Math.floor(random() * 500);
      const { rows } = await pool.query<{ id: string }>('SELECT id FROM messages WHERE conversation_id = $1 AND seq = $2', [
        conversationId,
        seq,
      ]);
      await change(ann, 'setReaction', { conversationId, messageId: rows[0]?.id ?? '', emoji: '👍', isOn: true });
    };
    for (let round = 0; round < 12; round += 1) {
      await Promise.all([changeOne(), load(nodes[0]), load(nodes[1]), changeOne(), load(nodes[0])]);
      const upTo = await lastSeq();
      const truth = await readDigests(
        pool,
        [0, 1, 2].map((block) => ({ conversationId, fromSeq: block * 256, toSeq: block * 256 + 255 })),
      );
      for (const node of nodes) {
        const loaded = await node.load([{ conversationId, lastSeq: upTo, blocks: [0, 1, 2] }]);
        expect([0, 1, 2].map((block) => loaded.get(conversationId)?.get(block))).toEqual(truth);
      }
    }
  });
});
