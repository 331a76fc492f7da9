import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, query, registerPerson, request, send, startDirect, type TestPerson } from '../../test/api-client.ts';
import { addToGroup, removeFromGroup } from '../../test/group-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;
let cleo: TestPerson;
let group: string;
beforeAll(async () => {
  server = await startTestServer();
  ann = await registerPerson(server, 'ann');
  bob = await registerPerson(server, 'bob');
  cleo = await registerPerson(server, 'cleo');
  group = await createGroup(server, ann, [bob]);
});
afterAll(async () => server.stop());

interface Found {
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: { readonly id: string; readonly text: string };
    readonly snippet: readonly { readonly text: string; readonly isMatch: boolean }[];
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const SEARCH = `query ($query: String!, $order: SearchOrder, $first: Int, $after: String, $timeZone: String) {
  search(query: $query, order: $order, first: $first, after: $after, timeZone: $timeZone) {
    edges { cursor node { id text } snippet { text isMatch } } pageInfo { hasNextPage endCursor } } }`;

async function search(person: TestPerson, text: string, more: object = {}): Promise<Found> {
  return (await query<{ search: Found }>(server, SEARCH, { variables: { query: text, ...more }, token: person.token })).search;
}

const textsOf = ({ edges }: Found) => edges.map(({ node }) => node.text);
const say = (text: string, person = ann, conversationId = group) => send(server, person, { conversationId, text });
const isFound = (person: TestPerson, text: string, count = 1) =>
  expect.poll(async () => (await search(person, text)).edges.length, { timeout: 5_000, interval: 20 }).toBe(count);

/** What was said, and everything that must find it; the desktop's own search is proven on the same. */
const RECALL = JSON.parse(readFileSync(new URL('../../../e2e/cases/search.json', import.meta.url), 'utf8')) as readonly {
  readonly said: string;
  readonly found: readonly string[];
}[];

describe('what is found (SEARCH-1)', () => {
  it.each(RECALL)('finds $said by every way of writing it', async ({ said, found }) => {
    const { id } = await say(said);
    for (const text of found) {
      await expect
        .poll(async () => (await search(bob, text)).edges.map(({ node }) => node.id), { timeout: 5_000, interval: 20, message: text })
        .toContain(id);
      const edge = (await search(bob, text)).edges.find(({ node }) => node.id === id);
      expect(
        edge?.snippet.some(({ isMatch }) => isMatch),
        `marks ${text}`,
      ).toBe(true);
      expect(edge?.snippet.map((segment) => segment.text).join('')).toBe(said.normalize('NFC'));
    }
  });

  it('knows phrases, what is left out, and alternatives', async () => {
    await say('zebra crossing ahead');
    await say('crossing the zebra');
    await say('a quagga ahead');
    await isFound(ann, 'zebra', 2);
    await isFound(ann, 'quagga');
    expect(textsOf(await search(ann, '"zebra crossing"'))).toEqual(['zebra crossing ahead']);
    expect(textsOf(await search(ann, 'zebra -ahead'))).toEqual(['crossing the zebra']);
    expect(textsOf(await search(ann, '"crossing the" or quagga', { order: 'TIME' }))).toEqual(['a quagga ahead', 'crossing the zebra']);
    expect(textsOf(await search(ann, '"ebra"'))).toEqual([]);
  });

  it('puts whole words before parts of words, or the newest first', async () => {
    await say('a plumage');
    await say('plumageless birds');
    await isFound(ann, 'plumage', 2);
    expect(textsOf(await search(ann, 'plumage'))).toEqual(['a plumage', 'plumageless birds']);
    expect(textsOf(await search(ann, 'plumage', { order: 'TIME' }))).toEqual(['plumageless birds', 'a plumage']);
  });

  it.each(['RANK', 'TIME'])('gives every result once over pages, by %s', async (order) => {
    const word = `paged${order.toLowerCase()}`;
    for (let i = 0; i < 7; i += 1) await say(`${word} ${i}`);
    await isFound(ann, word, 7);
    const texts: string[] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo }: Found = await search(ann, word, { order, first: 3, after });
      texts.push(...edges.map(({ node }) => node.text));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(texts.toSorted()).toEqual(Array.from({ length: 7 }, (_, i) => `${word} ${i}`));
  });

  it('marks matches in pieces of plain text and cuts what is long', async () => {
    await say(`${'before '.repeat(60)}<b>Gecko</b> & co ${'after '.repeat(60)}`);
    await isFound(ann, 'gecko');
    const [edge] = (await search(ann, 'gecko')).edges;
    expect(edge?.snippet.filter(({ isMatch }) => isMatch)).toEqual([{ text: 'Gecko', isMatch: true }]);
    const whole = edge?.snippet.map(({ text }) => text).join('') ?? '';
    expect(whole).toMatch(/^…before .*<b>Gecko<\/b> & co .*…$/);
    expect(whole.length).toBeLessThan(220);
  });

  it('gives nothing for nothing', async () => {
    expect((await search(ann, ' ')).edges).toEqual([]);
    expect((await search(ann, '-> ++')).edges).toEqual([]);
  });
});

describe('filters', () => {
  it('knows who, where, what and whom', async () => {
    const notes = await startDirect(server, ann, ann);
    await say('falcon by ann');
    await say(`falcon by bob for @${ann.username}`, bob);
    await say('falcon https://example.org', ann, notes);
    await say('falcon `code`', ann, notes);
    await isFound(ann, 'falcon', 4);
    const found = async (filter: string) => textsOf(await search(ann, `falcon ${filter}`, { order: 'TIME' }));
    expect(await found(`from:${bob.username}`)).toEqual([`falcon by bob for @${ann.username}`]);
    expect(await found('from:me in:"Release 4.2"')).toEqual(['falcon by ann']);
    expect(await found(`in:@${ann.username}`)).toEqual(['falcon `code`', 'falcon https://example.org']);
    expect(await found('has:link')).toEqual(['falcon https://example.org']);
    expect(await found('has:code')).toEqual(['falcon `code`']);
    expect(await found('mentions:me')).toEqual([`falcon by bob for @${ann.username}`]);
    expect(await found('is:pinned')).toEqual([]);
    expect(await found('before:2020-01-01')).toEqual([]);
    expect(await found('after:2020-01-01')).toHaveLength(4);
    expect(await found(`on:${new Date().getUTCFullYear()}`)).toHaveLength(4);
    expect((await search(ann, 'has:code', { order: 'TIME' })).edges).toHaveLength(1);
    expect((await search(ann, 'link')).edges).toEqual([]);
  });

  it.each([
    ['from:nobody.at.all', 'query'],
    ['in:nowhere', 'query'],
    ['on:2026-02-30', 'query'],
    ['before:soon', 'query'],
    ['has:money', 'query'],
    ['is:nice', 'query'],
    ['mentions:bob', 'query'],
    ['-from:me', 'query'],
    ['in:', 'query'],
    ['x'.repeat(501), 'query'],
    ['\ud800', 'query'],
  ])('refuses %s, naming the field', async (text, field) => {
    const { errors } = await request(server, SEARCH, { variables: { query: text }, token: ann.token });
    expect(errors?.map(({ extensions: { code, field: at } }) => ({ code, field: at }))).toEqual([{ code: 'VALIDATION_ERROR', field }]);
  });

  it('refuses a time zone that is none and a cursor that no search gave', async () => {
    const refusal = async (variables: object) =>
      (await request(server, SEARCH, { variables: { query: 'x', ...variables }, token: ann.token })).errors?.[0]?.extensions.field;
    expect(await refusal({ timeZone: 'Mars/Olympus' })).toBe('timeZone');
    expect(await refusal({ after: 'abc' })).toBe('after');
  });
});

describe('who finds it', () => {
  it('is found by members, by no stranger, and by no former member', async () => {
    await say('a secret marmot');
    await isFound(bob, 'marmot');
    expect((await search(cleo, 'marmot')).edges).toEqual([]);
    await addToGroup(server, { as: ann, conversationId: group }, [cleo]);
    expect((await search(cleo, 'marmot')).edges).toHaveLength(1);
    await removeFromGroup(server, { as: ann, conversationId: group }, cleo);
    expect((await search(cleo, 'marmot')).edges).toEqual([]);
    const { errors } = await request(server, SEARCH, { variables: { query: `in:${group} marmot` }, token: cleo.token });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_ERROR', field: 'query' });
  });

  it('is not found by who deleted it for themselves', async () => {
    const { id, seq } = await say('a hidden lynx');
    await isFound(ann, 'lynx');
    await server.app.db.pool.query(
      `INSERT INTO viewer_items (user_id, kind, key, value, conversation_id, seq) VALUES ($1, 'HIDDEN', $2, $3, $4, 1)`,
      [ann.id, id, { conversationId: group, seq }, group],
    );
    expect((await search(ann, 'lynx')).edges).toEqual([]);
    expect((await search(bob, 'lynx')).edges).toHaveLength(1);
  });

  it('is not found by who joined a group that keeps its past', async () => {
    await say('an ancient heron');
    await isFound(ann, 'heron');
    await server.app.db.pool.query('UPDATE members SET visible_after = clock_timestamp() WHERE conversation_id = $1 AND user_id = $2', [
      group,
      bob.id,
    ]);
    await say('a young heron');
    await isFound(ann, 'heron', 2);
    expect(textsOf(await search(bob, 'heron'))).toEqual(['a young heron']);
    await server.app.db.pool.query('UPDATE members SET visible_after = NULL WHERE conversation_id = $1', [group]);
  });
});
