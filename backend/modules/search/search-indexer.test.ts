import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, query, registerPerson, send, type TestPerson } from '../../test/api-client.ts';
import { addToGroup, removeFromGroup } from '../../test/group-client.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { indexChanges } from './search-index.ts';
import { SearchIndexer } from './search-indexer.ts';

let database: TestDatabase;
let server: TestServer;
let other: TestServer;
let ann: TestPerson;
let bob: TestPerson;
let group: string;
beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer({}, { database });
  other = await startTestServer({}, { database });
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
  group = await createGroup(server, ann, [bob]);
});
afterAll(async () => {
  await server.stop();
  await other.stop();
  await database.drop();
});

async function find(person: TestPerson, text: string, from = server): Promise<string[]> {
  const { search } = await query<{ search: { edges: { node: { id: string } }[] } }>(
    from,
    'query ($query: String!) { search(query: $query, order: TIME, first: 100) { edges { node { id } } } }',
    { variables: { query: text }, token: person.token },
  );
  return search.edges.map(({ node }) => node.id);
}

const rowsOf = async (id: string) =>
  (await server.app.db.pool.query<{ words: string }>('SELECT words FROM message_search WHERE message_id = $1', [id])).rows;

/** A change of the message as any change is made: under the conversation's lock, with its next number. */
async function change(id: string, set: string): Promise<void> {
  const { pool } = server.app.db;
  await pool.query(
    `WITH c AS (UPDATE conversations SET last_seq = last_seq + 1 WHERE id = $2 RETURNING last_seq)
     UPDATE messages SET ${set}, change_seq = c.last_seq FROM c WHERE id = $1`,
    [id, group],
  );
}

describe('the search index (SEARCH-2)', () => {
  it('holds a message within a second of its send, on every node', async () => {
    const { id } = await send(server, ann, { conversationId: group, text: 'a prompt ocelot' });
    await expect.poll(() => find(bob, 'ocelot', other), { timeout: 1_000, interval: 20 }).toEqual([id]);
  });

  it('follows edits and deletions that another process made and never told of', async () => {
    const { id } = await send(server, ann, { conversationId: group, text: 'a spotted margay' });
    await expect.poll(() => find(ann, 'margay'), { interval: 20 }).toEqual([id]);
    await change(id, `text = 'a striped numbat', edited_at = now()`);
    expect(await find(ann, 'margay')).toEqual([]);
    const sweeper = new SearchIndexer({ db: server.app.db, log: server.app.log, sweepMs: 50 });
    await expect.poll(() => find(ann, 'numbat'), { interval: 20 }).toEqual([id]);
    await change(id, `text = NULL, deleted_at = now()`);
    expect(await find(ann, 'numbat')).toEqual([]);
    await expect.poll(() => rowsOf(id), { interval: 20 }).toEqual([]);
    await sweeper.close();
  });

  it('goes on where a crash left it, and gives the same when it is done again', async () => {
    const { id } = await send(server, ann, { conversationId: group, text: 'an interrupted quoll' });
    await expect.poll(() => find(ann, 'quoll'), { interval: 20 }).toEqual([id]);
    const { pool } = server.app.db;
    const before = await pool.query('SELECT * FROM message_search ORDER BY conversation_id, created_at');
    await pool.query('DELETE FROM message_search');
    await pool.query('UPDATE search_cursors SET seq = 0');
    expect(await find(ann, 'quoll')).toEqual([]);
    const healer = new SearchIndexer({ db: server.app.db, log: server.app.log });
    await expect.poll(() => find(ann, 'quoll'), { interval: 20 }).toEqual([id]);
    await healer.close();
    expect((await pool.query('SELECT * FROM message_search ORDER BY conversation_id, created_at')).rows).toEqual(before.rows);
  });

  it('leaves a conversation to the node that is at it, and comes back', async () => {
    const { pool } = server.app.db;
    const tx = await pool.connect();
    await tx.query('BEGIN');
    await tx.query('SELECT 1 FROM search_cursors WHERE conversation_id = $1 FOR UPDATE', [group]);
    expect(await indexChanges(pool, [group])).toEqual({ held: [group], behind: [] });
    const { id } = await send(server, ann, { conversationId: group, text: 'a patient tapir' });
    await tx.query('ROLLBACK');
    tx.release();
    await expect.poll(() => find(ann, 'tapir'), { interval: 20 }).toEqual([id]);
  });

  it('makes the month that it misses', async () => {
    const { pool } = server.app.db;
    await send(server, ann, { conversationId: group, text: 'a monthly jerboa' });
    await expect.poll(() => find(ann, 'jerboa'), { interval: 20 }).toHaveLength(1);
    const { rows } = await pool.query<{ name: string }>(
      `SELECT tableoid::regclass::text AS name FROM message_search WHERE words LIKE '%jerboa%'`,
    );
    await pool.query(`DROP TABLE ${rows[0]?.name}`);
    await pool.query('UPDATE search_cursors SET seq = 0');
    await indexChanges(pool, [group]);
    expect(await find(ann, 'jerboa')).toHaveLength(1);
  });
});

interface Step {
  readonly at: number;
  readonly who: number;
  /** Comes or goes; otherwise something is said. */
  readonly isMove: boolean;
}

/** Groups with what was said in them and who is in them now. */
class Groups {
  readonly #all: { readonly id: string; readonly members: Set<TestPerson>; readonly said: string[] }[] = [];
  readonly #word: string;

  constructor(word: string) {
    this.#word = word;
  }

  async make(): Promise<void> {
    this.#all.push({ id: await createGroup(server, ann, []), members: new Set(), said: [] });
  }

  async take({ at, isMove }: Step, person: TestPerson): Promise<void> {
    const group = this.#all[at];
    if (group === undefined) throw new Error('There is no such group.');
    const acting = { as: ann, conversationId: group.id };
    if (!isMove) group.said.push((await send(server, ann, { conversationId: group.id, text: `${this.#word} ${group.said.length}` })).id);
    else if (group.members.delete(person)) await removeFromGroup(server, acting, person);
    else await addToGroup(server, acting, [person]).then(() => group.members.add(person));
  }

  /** What the person may find; null for who is in all of them. */
  visibleTo(person: TestPerson | null): string[] {
    return this.#all.flatMap(({ members, said }) => (person === null || members.has(person) ? said : [])).toSorted();
  }
}

describe('only what one may see, whoever is where (SEARCH-1)', () => {
  it('gives exactly the messages of the conversations that one is in now', async () => {
    const word = `w${randomUUID().slice(0, 8)}`;
    const people = [bob, await registerPerson(server, 'cleo'), await registerPerson(server, 'dan')];
    const groups = new Groups(word);
    for (let i = 0; i < 3; i += 1) await groups.make();
    const step = fc.record({ at: fc.nat(2), who: fc.nat(2), isMove: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        for (const each of steps) await groups.take(each, people[each.who] ?? bob);
        await expect.poll(async () => (await find(ann, word)).toSorted(), { interval: 20 }).toEqual(groups.visibleTo(null));
        for (const person of people) expect((await find(person, word)).toSorted()).toEqual(groups.visibleTo(person));
      }),
      { numRuns: 12 },
    );
  });
});
