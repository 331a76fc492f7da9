import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGroup, type Listener, listen, query, registerPerson, request, send, type TestPerson } from '../../test/api-client.ts';
import { openSocket } from '../../test/graphql-socket.ts';
import { addToGroup, removeFromGroup, updateGroup } from '../../test/group-client.ts';
import { changesSince, say } from '../../test/message-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { seededRandom } from '../../test/unreliable-bus.ts';

let server: TestServer;
let olga: TestPerson;
let ann: TestPerson;

beforeAll(async () => {
  server = await startTestServer();
  olga = await registerPerson(server, 'olga');
  ann = await registerPerson(server, 'ann');
});
afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const ask = <T>(person: TestPerson, text: string, variables: object) => query<T>(server, text, { variables, token: person.token });

interface Page {
  readonly edges: { readonly node: { readonly id: string; readonly seq: number } }[];
}

/** Every way in which a person can come by messages of a conversation, each as the messages it gives. */
const READS: Record<string, (person: TestPerson, conversationId: string, oldId: string) => Promise<readonly { seq: number }[]>> = {
  'the newest page': (person, id) => pageOf(person, id, 'messages(last: 100)'),
  'pages from the oldest': (person, id) => pageOf(person, id, 'messages(first: 100)'),
  'a page around an old number': (person, id) => pageOf(person, id, 'messages(aroundSeq: 3)'),
  'a page around an old time': (person, id) => pageOf(person, id, 'messages(aroundAt: "2020-01-01T00:00:00.000000Z")'),
  'the block of an old number': async (person, id) => {
    const { conversation } = await ask<{ conversation: { messageBlock: { messages: { seq: number }[] } } }>(
      person,
      'query ($id: ID!) { conversation(id: $id) { messageBlock(seq: 3) { messages { seq } } } }',
      { id },
    );
    return conversation.messageBlock.messages;
  },
  'the pins': (person, id) => pageOf(person, id, 'pinnedMessages(first: 100)'),
  'one by its id': async (person, conversationId, messageId) => {
    const { message } = await ask<{ message: { seq: number } | null }>(
      person,
      'query ($conversationId: ID!, $messageId: ID!) { message(conversationId: $conversationId, id: $messageId) { seq } }',
      { conversationId, messageId },
    );
    return message === null ? [] : [message];
  },
  'what changed': async (person, conversationId) => {
    const { changes } = await ask<{ changes: { conversations: { messages: { seq: number }[] }[] } }>(
      person,
      'query ($id: ID!) { changes(since: [{ conversationId: $id, seq: 0 }], includeOthers: false) { conversations { messages { seq } } } }',
      { id: conversationId },
    );
    return changes.conversations.flatMap(({ messages }) => messages);
  },
  'the list of conversations': async (person) => {
    const { conversations } = await ask<{ conversations: { edges: { node: { messages: Page } }[] } }>(
      person,
      '{ conversations(first: 1) { edges { node { messages(last: 100) { edges { node { id seq } } } } } } }',
      {},
    );
    return conversations.edges.flatMap(({ node }) => node.messages.edges.map((edge) => edge.node));
  },
};

async function pageOf(person: TestPerson, id: string, field: string): Promise<{ seq: number }[]> {
  const { conversation } = await ask<{ conversation: Record<string, Page> }>(
    person,
    `query ($id: ID!) { conversation(id: $id) { ${field} { edges { node { id seq } } } } }`,
    { id },
  );
  return (conversation[field.split('(')[0] ?? '']?.edges ?? []).map(({ node }) => node);
}

async function joinedSeqOf(person: TestPerson, id: string): Promise<number> {
  const { conversation } = await ask<{ conversation: { viewerMember: { joinedSeq: number } } }>(
    person,
    'query ($id: ID!) { conversation(id: $id) { viewerMember { joinedSeq } } }',
    { id },
  );
  return conversation.viewerMember.joinedSeq;
}

const react = (person: TestPerson, conversationId: string, messageId: string) =>
  ask(person, 'mutation ($input: SetReactionInput!) { setReaction(input: $input) { id } }', {
    input: { conversationId, messageId, emoji: '👍', isOn: true },
  });
const pin = (person: TestPerson, conversationId: string, messageId: string) =>
  ask(person, 'mutation ($input: SetPinnedInput!) { setPinned(input: $input) { id } }', {
    input: { conversationId, messageId, isPinned: true },
  });

/** A group that keeps its history to itself, with messages that are older than the newcomer, pinned, answered and changed. */
async function groupWithPast(newcomer: TestPerson): Promise<{ conversationId: string; oldId: string; oldSeq: number }> {
  const conversationId = await createGroup(server, olga, [ann]);
  await updateGroup(server, { as: olga, conversationId }, { historyVisibility: 'JOINED' });
  const old = await send(server, ann, { conversationId, text: 'before' });
  await pin(olga, conversationId, old.id);
  await addToGroup(server, { as: olga, conversationId }, [newcomer]);
  await react(olga, conversationId, old.id);
  const fresh = await send(server, ann, { conversationId, text: 'after' });
  await pin(olga, conversationId, fresh.id);
  return { conversationId, oldId: old.id, oldSeq: old.seq };
}

describe('a group that keeps its history from newcomers (CONV-5)', () => {
  it.each(Object.keys(READS))('gives nothing of it by %s', async (name) => {
    const cleo = await registerPerson(server, 'cleo');
    const { conversationId, oldId, oldSeq } = await groupWithPast(cleo);
    const joinedSeq = await joinedSeqOf(cleo, conversationId);
    const readBy = async (person: TestPerson) => (await READS[name]?.(person, conversationId, oldId)) ?? [];
    expect((await readBy(cleo)).filter(({ seq }) => seq < joinedSeq)).toEqual([]);
    expect((await readBy(ann)).map(({ seq }) => seq)).toContain(oldSeq);
  });

  it('lets a newcomer neither answer, forward, change nor ask about what they do not see', async () => {
    const cleo = await registerPerson(server, 'cleo');
    const { conversationId, oldId, oldSeq } = await groupWithPast(cleo);
    const sending = (extra: string) =>
      `mutation { sendMessage(input: { conversationId: "${conversationId}", clientMessageId: "${randomUUID()}", text: "x", ${extra} }) { id } }`;
    const place = `conversationId: "${conversationId}", messageId: "${oldId}"`;
    const acts = [
      sending(`replyToId: "${oldId}"`),
      sending(`threadRootId: "${oldId}"`),
      sending(`forwardOf: { ${place} }`),
      `mutation { setReaction(input: { ${place}, emoji: "👍", isOn: true }) { id } }`,
      `{ messageEdits(${place}) { text } }`,
      `{ conversation(id: "${conversationId}") { threadMessages(rootId: "${oldId}") { edges { node { id } } } } }`,
      `{ messageReaders(conversationId: "${conversationId}", seq: ${oldSeq}) { readCount } }`,
    ];
    for (const text of acts) {
      const { errors } = await request(server, text, { token: cleo.token });
      expect([text, errors?.[0]?.extensions.code]).toEqual([text, expect.stringMatching(/^(NOT_FOUND|VALIDATION_ERROR)$/)]);
      expect([text, (await request(server, text, { token: ann.token })).errors]).toEqual([text, undefined]);
    }
  });

  it('counts only what they see as unread', async () => {
    const cleo = await registerPerson(server, 'cleo');
    const { conversationId } = await groupWithPast(cleo);
    const { conversation } = await ask<{ conversation: object }>(cleo, 'query ($id: ID!) { conversation(id: $id) { unreadCount } }', {
      id: conversationId,
    });
    expect(conversation).toEqual({ unreadCount: 1 });
  });

  it('begins anew for who comes back, and stays open to who was there when it was closed', async () => {
    const cleo = await registerPerson(server, 'cleo');
    const { conversationId, oldId, oldSeq } = await groupWithPast(cleo);
    await removeFromGroup(server, { as: olga, conversationId }, cleo);
    await send(server, ann, { conversationId, text: 'meanwhile' });
    await addToGroup(server, { as: olga, conversationId }, [cleo]);
    const seen = await READS['the newest page']?.(cleo, conversationId, oldId);
    expect(seen?.map(({ seq }) => seq)).toEqual([(await joinedSeqOf(cleo, conversationId)) + 1]);
    await updateGroup(server, { as: olga, conversationId }, { historyVisibility: 'ALL' });
    const dora = await registerPerson(server, 'dora');
    await addToGroup(server, { as: olga, conversationId }, [dora]);
    expect((await READS['the newest page']?.(dora, conversationId, oldId))?.map(({ seq }) => seq)).toContain(oldSeq);
    expect((await READS['the newest page']?.(cleo, conversationId, oldId))?.map(({ seq }) => seq)).not.toContain(oldSeq);
  });

  interface Newcomer {
    readonly person: TestPerson;
    readonly live: Listener;
    readonly joinedSeq: number;
  }

  async function join(conversationId: string): Promise<Newcomer> {
    const person = await registerPerson(server, 'late');
    const live = await listen(server, person);
    await addToGroup(server, { as: olga, conversationId }, [person]);
    return { person, live, joinedSeq: await joinedSeqOf(person, conversationId) };
  }

  async function expectNothingOlder({ person, live, joinedSeq }: Newcomer, conversationId: string, oldId: string): Promise<void> {
    const heard = live.events.flatMap(({ message }) => message ?? []);
    const read = await Promise.all(Object.values(READS).map((reading) => reading(person, conversationId, oldId)));
    expect([...heard, ...read.flat()].filter(({ seq }) => seq < joinedSeq)).toEqual([]);
  }

  it.each([1, 2, 3])('tells newcomers live of nothing older, whatever happens (seed %i)', async (seed) => {
    const random = seededRandom(seed);
    const conversationId = await createGroup(server, olga, [ann]);
    await updateGroup(server, { as: olga, conversationId }, { historyVisibility: 'JOINED' });
    const first = await send(server, ann, { conversationId, text: 'first' });
    const messageIds = [first.id];
    const newcomers = [await join(conversationId)];
    const acts = [
      async () => newcomers.push(await join(conversationId)),
      ...Array.from({ length: 4 }, () => async () => messageIds.push((await send(server, ann, { conversationId, text: 'more' })).id)),
      ...[olga, ann].map((person) => () => react(person, conversationId, pick(random, messageIds))),
      () => pin(olga, conversationId, pick(random, messageIds)),
    ];
    for (let step = 0; step < 40; step += 1) await pick(random, acts)();
    const last = await send(server, olga, { conversationId, text: 'the end' });
    for (const newcomer of newcomers) {
      await newcomer.live.next(({ seq }) => seq === last.seq);
      await expectNothingOlder(newcomer, conversationId, first.id);
      await newcomer.live.stop();
    }
  });
});

interface Told {
  readonly message?: { readonly seq: number };
  readonly thread?: { readonly replyCount: number } | null;
}

const THREADS = 'subscription { events { ... on MessageChanged { message { seq } thread { replyCount } } } }';

/** Follows what is told of threads, live from when it resolves. */
async function followThreads(person: TestPerson) {
  const socket = await openSocket(server, person);
  const id = socket.start(THREADS);
  await socket.run('{ changes(since: [], includeOthers: false) { hasMore } }');
  const told = (): Told[] =>
    socket.inbox.items.flatMap((item) =>
      item.id === id && item.type === 'next' ? [(item.payload as { data: { events: Told } }).data.events] : [],
    );
  return {
    /** What was told of each message up to this number. */
    async upTo(seq: number) {
      await expect.poll(() => told().some(({ message }) => message?.seq === seq)).toBe(true);
      return told().flatMap(({ message, thread }) => (message === undefined ? [] : [[message.seq, thread]]));
    },
    stop: () => socket.close(),
  };
}

describe('a newcomer', () => {
  it('gets the number of every change live, and of those that are not theirs to see nothing but that', async () => {
    const cleo = await registerPerson(server, 'cleo');
    const live = await listen(server, cleo);
    const { conversationId, oldId } = await groupWithPast(cleo);
    const last = await send(server, olga, { conversationId, text: 'the end' });
    await live.next(({ seq }) => seq === last.seq);
    const joinedSeq = await joinedSeqOf(cleo, conversationId);
    const numbered = live.events.filter((event) => event.conversationId === conversationId && event.seq !== undefined);
    const seqs = Array.from({ length: last.seq - joinedSeq + 1 }, (_, i) => joinedSeq + i);
    expect([...new Set(numbered.map(({ seq }) => seq))]).toEqual(seqs);
    const hidden = numbered.filter(({ __typename }) => __typename === 'ChangeHidden');
    expect(hidden.map((event) => Object.keys(event).sort())).toEqual([['__typename', 'conversationId', 'seq']]);
    expect(JSON.stringify(live.events)).not.toContain(oldId);
    await live.stop();
  });

  it('is told of a reply to what they do not see, and nothing of the replies before: neither live nor later', async () => {
    const cleo = await registerPerson(server, 'cleo');
    const conversationId = await createGroup(server, olga, [ann]);
    await updateGroup(server, { as: olga, conversationId }, { historyVisibility: 'JOINED' });
    const root = await send(server, ann, { conversationId, text: 'the root' });
    const reply = (person: TestPerson, rootId: string) => say({ server, as: person }, { conversationId, threadRootId: rootId });
    await reply(ann, root.id);
    await addToGroup(server, { as: olga, conversationId }, [cleo]);
    const [cleos, anns] = [await followThreads(cleo), await followThreads(ann)];
    const own = await send(server, olga, { conversationId, text: 'a root of today' });
    const [toOld, toOwn] = [await reply(olga, root.id), await reply(ann, own.id)];
    expect(await cleos.upTo(toOwn.seq)).toEqual([
      [own.seq, null],
      [toOld.seq, null],
      [toOwn.seq, { replyCount: 1 }],
    ]);
    expect(await anns.upTo(toOwn.seq)).toEqual([
      [own.seq, null],
      [toOld.seq, { replyCount: 2 }],
      [toOwn.seq, { replyCount: 1 }],
    ]);
    const rootsFor = async (person: TestPerson) => {
      const { threads } = await changesSince({ server, as: person }, conversationId, 0);
      return threads.map(({ rootSeq }) => rootSeq).sort((x, y) => x - y);
    };
    expect([await rootsFor(cleo), await rootsFor(ann)]).toEqual([[own.seq], [root.seq, own.seq]]);
    for (const follower of [cleos, anns]) follower.stop();
  });
});

function pick<T>(random: () => number, [first, ...others]: readonly T[]): T {
  const chosen = others[Math.floor(random() * (others.length + 1)) - 1] ?? first;
  if (chosen === undefined) throw new Error('There is nothing to pick from.');
  return chosen;
}
