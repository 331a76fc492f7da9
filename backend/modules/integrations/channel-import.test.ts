import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../platform/transaction.ts';
import { query, registerPerson } from '../../test/api-client.ts';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { findAccountId } from '../accounts/imported-accounts.service.ts';
import { completeSignIn, startSession } from '../accounts/sessions.service.ts';
import { type ChannelLogFile, importChannelLog, openChannelTo } from './channel-import.service.ts';
import { foldNick } from './irc-history.ts';
import { personId } from './name-uuid.ts';

const LONG = `${'a long tale '.repeat(900)}end`;

const LOG = Buffer.concat([
  Buffer.from('[23:57] <ann> hello\r\n=== bob [~bob@host.example]  has joined #Tea\r\n[23:59] <bob> hi ann\r\n'),
  Buffer.from('[23:59]  * ann waves\n=== bob is now known as bob_away\n[00:01] <bob_away> caf'),
  Buffer.from([0xe9, 0x20, 0xff, 0xfe, 0x00, 0x0a]),
  Buffer.from('[00:02] <Zo[e]> مرحبا بالعالم 😀\n=== mode/#tea [+o ann]  by ChanServ\n=== ann [~ann@host.example]  has left #tea []\n'),
  Buffer.from('=== carl was kicked off #tea by Zo[e] (flood)\n=== Zo[e] shrugs\n[00:03] <carl> I am back\n'),
  Buffer.from(`[00:03] <dave> ${LONG}\n[00:04] <dave> \nwhat is this line?\n[00:04] <BOB_AWAY> <b> & "q" \u2028 ok`),
]);

const file = (bytes: Uint8Array, name = '2004-12-25.log'): ChannelLogFile => ({ name, date: '2004-12-25', bytes, channel: null });

interface TimelineMessage {
  readonly seq: number;
  readonly kind: string;
  readonly text: string | null;
  readonly importedAt: string;
  readonly sender: { readonly displayName: string };
  readonly systemEvent: { readonly kind: string; readonly users: readonly { readonly displayName: string }[] } | null;
}

const MESSAGE = 'seq kind text importedAt sender { displayName } systemEvent { kind users { displayName } }';

/** An imported account has no password; the test opens a session for it as the server would. */
async function signInAs(server: TestServer, userId: string): Promise<string> {
  const { id, username, displayName, email, role } = await server.app.db.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  const client = { address: '127.0.0.1', userAgent: 'test', origin: null, refreshCookie: null };
  const stored = await inTransaction(server.app.db.pool, (tx) => startSession(tx, { id, username, displayName, email, role }, client));
  return (await completeSignIn(server.app, stored)).accessToken;
}

interface TimelinePage {
  readonly edges: readonly { readonly node: TimelineMessage }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const PAGE = `query ($id: ID!, $after: String) { conversation(id: $id) { messages(first: 100, after: $after) {
  edges { node { ${MESSAGE} } } pageInfo { hasNextPage endCursor } } } }`;

/** The whole timeline in pages from the oldest on. */
async function readTimeline(server: TestServer, userId: string, conversationId: string): Promise<TimelineMessage[]> {
  const token = await signInAs(server, userId);
  const messages: TimelineMessage[] = [];
  let page: TimelinePage | undefined;
  do {
    const variables = { id: conversationId, after: page?.pageInfo.endCursor ?? null };
    page = (await query<{ conversation: { messages: TimelinePage } }>(server, PAGE, { variables, token })).conversation.messages;
    messages.push(...page.edges.map(({ node }) => node));
  } while (page.pageInfo.hasNextPage);
  return messages;
}

/** The same by `changes`, which gives 500 at a time. */
async function readChanges(server: TestServer, userId: string, conversationId: string): Promise<TimelineMessage[]> {
  const token = await signInAs(server, userId);
  const messages: TimelineMessage[] = [];
  for (let seq = 0, isDone = false; !isDone; ) {
    const text = `query ($since: [ConversationCursor!]!) { changes(since: $since, includeOthers: false) {
      hasMore conversations { seq messages { ${MESSAGE} } } } }`;
    const { changes } = await query<{ changes: { hasMore: boolean; conversations: { seq: number; messages: TimelineMessage[] }[] } }>(
      server,
      text,
      { variables: { since: [{ conversationId, seq }] }, token },
    );
    messages.push(...changes.conversations.flatMap((each) => each.messages));
    seq = changes.conversations[0]?.seq ?? seq;
    isDone = !changes.hasMore;
  }
  return messages;
}

/** A line a message: who, what, and when it was said. */
const told = ({ text, systemEvent, sender, importedAt }: TimelineMessage): string => {
  const what = systemEvent === null ? text : `${systemEvent.kind} ${systemEvent.users.map((user) => user.displayName).join(' ')}`;
  return `${importedAt.slice(0, 16)} ${sender.displayName}: ${what}`;
};

async function memberNames(server: TestServer, conversationId: string): Promise<string[]> {
  const members = await server.app.db.prisma.member.findMany({
    where: { conversationId, leftSeq: null },
    select: { user: { select: { displayName: true } } },
    orderBy: { joinedSeq: 'asc' },
  });
  return members.map(({ user }) => user.displayName);
}

const TOLD = [
  '2004-12-25T23:57 ann: GROUP_CREATED ',
  '2004-12-25T23:57 Zo[e]: MEMBERS_ADDED Zo[e] carl dave',
  '2004-12-25T23:57 ann: hello',
  '2004-12-25T23:57 bob: MEMBERS_ADDED bob',
  '2004-12-25T23:59 bob: hi ann',
  '2004-12-25T23:59 ann: /me waves',
  '2004-12-25T23:59 bob: /me is now known as bob_away',
  '2004-12-26T00:01 bob: caf\uFFFD \uFFFD\uFFFD\uFFFD',
  '2004-12-26T00:02 Zo[e]: مرحبا بالعالم 😀',
  '2004-12-26T00:02 ann: MEMBER_LEFT ann',
  '2004-12-26T00:02 Zo[e]: MEMBER_REMOVED carl',
  '2004-12-26T00:02 Zo[e]: /me shrugs',
  '2004-12-26T00:03 carl: MEMBERS_ADDED carl',
  '2004-12-26T00:03 carl: I am back',
  `2004-12-26T00:03 dave: ${LONG.slice(0, 10_000)}`,
  `2004-12-26T00:03 dave: ${LONG.slice(10_000)}`,
  '2004-12-26T00:04 bob: <b> & "q" \u2028 ok',
];

describe('the import of a channel log', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('replays who came, what they said and who went, the same for every member', async () => {
    const result = await importChannelLog(server.app, file(LOG));
    expect({ ...result, conversationId: null }).toEqual({
      conversationId: null,
      channel: '#tea',
      lineCount: 16,
      unknownLines: [15],
      peopleCount: 5,
      messageCount: 10,
      wasKnown: false,
    });
    expect(await memberNames(server, result.conversationId)).toEqual(['Zo[e]', 'dave', 'bob', 'carl']);
    for (const nick of ['Zo[e]', 'dave', 'bob', 'carl']) {
      const timeline = await readTimeline(server, personId(foldNick(nick)), result.conversationId);
      expect(timeline.map(told)).toEqual(TOLD);
    }
  });

  it('stores nothing twice when the same file comes again, under whatever name', async () => {
    const { conversationId } = await importChannelLog(server.app, file(LOG));
    const before = await server.app.db.prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } });
    const again = await importChannelLog(server.app, file(LOG, '2004-12-25.copy.log'));
    expect(again.wasKnown).toBe(true);
    expect(await server.app.db.prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } })).toEqual(before);
  });

  it.each([1, 3, 7, 10, 14])('goes on where a run was cut short after line %i', async (cutAt) => {
    const other = { ...file(LOG), channel: `#cut${cutAt}` };
    const cut = importChannelLog(server.app, other, (line) => {
      if (line >= cutAt) throw new Error('cut short');
    });
    await expect(cut).rejects.toThrow('cut short');
    const { conversationId, wasKnown } = await importChannelLog(server.app, other);
    expect(wasKnown).toBe(false);
    expect((await readTimeline(server, personId('dave'), conversationId)).map(told)).toEqual(TOLD);
  });

  it('gives every nick one account that nobody can sign in to, and leaves the first account to a person', async () => {
    await importChannelLog(server.app, file(LOG));
    const imported = await server.app.db.prisma.user.findMany({ where: { id: personId(foldNick('Zo[e]')) } });
    expect(imported).toMatchObject([{ displayName: 'Zo[e]', passwordHash: null, email: null, role: 'MEMBER' }]);
    expect(imported[0]?.username).toMatch(/^zo-e-[0-9a-f]{4}$/);
    const first = await registerPerson(server, 'founder');
    expect(await server.app.db.prisma.user.findUnique({ where: { id: first.id }, select: { role: true } })).toEqual({ role: 'OWNER' });
  });

  it('passes over a username that somebody has', async () => {
    const { id, username } = await registerPerson(server, 'wanda');
    await importChannelLog(server.app, { ...file(Buffer.from(`[10:00] <${username}> hi`)), channel: '#names' });
    const imported = await server.app.db.prisma.user.findUniqueOrThrow({ where: { id: personId(username) } });
    expect(imported.username).toMatch(new RegExp(`^${username}-[0-9a-f]{4}$`));
    expect(await findAccountId(server.app, username)).toBe(id);
  });

  it('lets a person of the server in, as the owner, with nothing unread', async () => {
    const { conversationId } = await importChannelLog(server.app, { ...file(LOG), channel: '#visited' });
    const visitor = await registerPerson(server, 'visitor');
    await openChannelTo(server.app, conversationId, visitor.id);
    await openChannelTo(server.app, conversationId, visitor.id);
    const { conversation } = await query<{ conversation: object }>(
      server,
      'query ($id: ID!) { conversation(id: $id) { name kind memberCount unreadCount viewerCan { addMembers removeMembers rename } messages(last: 1) { edges { node { systemEvent { kind } sender { id } } } } } }',
      { variables: { id: conversationId }, token: visitor.token },
    );
    expect(conversation).toEqual({
      name: '#visited',
      kind: 'GROUP',
      memberCount: 5,
      unreadCount: 0,
      viewerCan: { addMembers: true, removeMembers: true, rename: true },
      messages: { edges: [{ node: { systemEvent: { kind: 'MEMBERS_ADDED' }, sender: { id: visitor.id } } }] },
    });
  });

  it('refuses what is no channel log, and stores nothing of it', async () => {
    const count = await server.app.db.prisma.import.count();
    await expect(importChannelLog(server.app, file(Buffer.from('<html>\n</html>\n')))).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    expect(await server.app.db.prisma.import.count()).toBe(count);
  });
});

describe('a channel with more people than a group holds', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ GROUP_MEMBERS_MAX: '3' });
  });
  afterAll(() => server.stop());

  it('removes whoever has been silent for longest to let the next one in', async () => {
    const log = '[10:00] <ann> 1\n[10:01] <bob> 2\n[10:02] <carl> 3\n[10:03] <bob> 4\n=== dave [h]  has joined #full\n[10:05] <carl> 5\n';
    const { conversationId } = await importChannelLog(server.app, file(Buffer.from(log)));
    expect(await memberNames(server, conversationId)).toEqual(['ann', 'dave', 'carl']);
    expect((await readTimeline(server, personId('carl'), conversationId)).map(told)).toEqual([
      '2004-12-25T10:00 ann: GROUP_CREATED ',
      '2004-12-25T10:00 bob: MEMBERS_ADDED bob carl',
      '2004-12-25T10:00 ann: 1',
      '2004-12-25T10:01 bob: 2',
      '2004-12-25T10:02 carl: 3',
      '2004-12-25T10:03 bob: 4',
      '2004-12-25T10:03 ann: MEMBER_REMOVED carl',
      '2004-12-25T10:03 dave: MEMBERS_ADDED dave',
      '2004-12-25T10:05 ann: MEMBER_REMOVED bob',
      '2004-12-25T10:05 carl: MEMBERS_ADDED carl',
      '2004-12-25T10:05 carl: 5',
    ]);
  });
});

const REAL_LOG = path.resolve(import.meta.dirname, '../../../../shared/data/irc/2004-12-25.train-c.raw.txt');
const isThere = existsSync(REAL_LOG);
if (!isThere) console.log(`The import of a real channel log is skipped: there is no ${REAL_LOG}.`);

describe.runIf(isThere)('a real channel log', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ DATABASE_CONNECTIONS: '8' });
  });
  afterAll(() => server.stop());

  it('reads the same as the file for every one of its members', async () => {
    const bytes = readFileSync(REAL_LOG);
    const { conversationId } = await importChannelLog(server.app, file(bytes));
    const memberIds = await server.app.db.prisma.member.findMany({ where: { conversationId, leftSeq: null }, select: { userId: true } });
    const [first, ...others] = memberIds.map(({ userId }) => userId);
    const timeline = await readTimeline(server, first ?? '', conversationId);

    const lines = bytes.toString('utf8').split('\n');
    const inFile = lines.flatMap((line) => /^\[(..:..)\] <[^>]+> (.*\S.*)$/.exec(line)?.slice(1).join(' ') ?? []);
    const inTimeline = timeline.filter(({ text }) => text !== null && !text.startsWith('/me '));
    expect(inTimeline.map(({ importedAt, text }) => `${importedAt.slice(11, 16)} ${text}`)).toEqual(inFile);
    expect(timeline.map(({ seq }) => seq)).toEqual(timeline.map(({ seq }) => seq).sort((a, b) => a - b));
    expect(others.length).toBeGreaterThan(100);

    const waiting = [...others];
    const compare = async () => {
      for (let userId = waiting.pop(); userId !== undefined; userId = waiting.pop()) {
        expect(await readChanges(server, userId, conversationId)).toEqual(timeline);
      }
    };
    await Promise.all(Array.from({ length: 4 }, compare));
  }, 120_000);
});
