import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, isUnionType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { heldBy, showAll } from '../test/held-state.ts';
import { type OperationInput, operate } from '../test/model-operations.ts';
import type { ModelServer } from '../test/model-server.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient, type TestClient } from '../test/test-client.ts';
import { ACKNOWLEDGE } from './documents.ts';
import { CLOSE_POLL, SET_PINNED, SET_REACTION, VOTE_POLL } from './operation-documents.ts';
import type { WireEvent } from './wire.ts';

type Kind = WireEvent['__typename'];
type Deed = (server: ModelServer) => void;

/** A person does something to a message of the team on another device. */
function act(
  server: ModelServer,
  userId: string,
  [document, { seq, ...fields }]: [string, Partial<OperationInput> & { seq: number }],
): void {
  const clientOperationId = `${userId} ${server.get('team').lastSeq}`;
  const input = { conversationId: 'team', messageId: `team-${seq}`, clientOperationId, ...fields };
  if (operate(server, userId, [document, input]) === undefined) expect.fail();
}

/** Those that change nothing which is held; `typing`, `recovery`, `profiles` and `activity` have tests of them. */
const elsewhere = { TypingChanged: true, EventsInterrupted: true, ProfileChanged: true, DeviceUsed: true } as const;
type ElsewhereKind = keyof typeof elsewhere;

/** For every other kind of event what can cause it, in words and in deed; seen by Ann. */
const deeds: Readonly<Record<Exclude<Kind, ElsewhereKind>, Readonly<Record<string, Deed>>>> = {
  MessageChanged: {
    'a message': (server) => say(server, [BOB, 'team'], 'hello'),
    'a message that mentions the viewer': (server) => say(server, [BOB, 'direct'], `@${ANN}, are you there?`),
    'a message that mentions everybody': (server) => say(server, [BOB, 'team'], '@all come'),
    "the viewer's own message from another device": (server) => say(server, [ANN, 'team'], '@all here I am'),
    'an edit': (server) => server.edit('team', 7, 'better said'),
    'an edit that mentions the viewer': (server) => server.edit('third', 5, `@${ANN} too`),
    'an edit that mentions the viewer no more': (server) => server.edit('team', 8, 'nobody'),
    'a reaction': (server) => act(server, BOB, [SET_REACTION, { seq: 7, emoji: '👍', isOn: true }]),
    'a reaction taken back': (server) => {
      for (const isOn of [true, false]) act(server, BOB, [SET_REACTION, { seq: 7, emoji: '👍', isOn }]);
    },
    'a pin': (server) => act(server, BOB, [SET_PINNED, { seq: 8, isPinned: true }]),
    'a vote in a poll': (server) => act(server, BOB, [VOTE_POLL, { seq: 9, optionIndexes: [1] }]),
    'the end of a poll': (server) => act(server, BOB, [CLOSE_POLL, { seq: 9 }]),
    'an answer': (server) => say(server, [BOB, 'team'], 'yes', { replyToId: 'team-7' }),
    'a reply in a new thread': (server) => say(server, [BOB, 'team'], `@${ANN} look`, { threadRootId: 'team-8' }),
    'a reply in a thread': (server) => say(server, [ANN, 'team'], 'me too', { threadRootId: 'team-7' }),
    'an edit of a reply': (server) => server.edit('team', 10, 'better said'),
    'a poll': (server) => say(server, [BOB, 'team'], 'Lunch?', { poll: { options: ['yes', 'no'] } }),
    'what is forwarded': (server) => say(server, [BOB, 'direct'], '', { forwardOf: { conversationId: 'team', messageId: 'team-7' } }),
    'a deletion of what is unread and mentions the viewer': (server) => server.edit('team', 8, null),
    'a deletion of what was read': (server) => server.edit('team', 7, null),
    'a deletion of a reply': (server) => server.edit('team', 10, null),
    'a deletion of what began a thread': (server) => server.edit('team', 7, null),
  },
  ConversationChanged: {
    'a new name': (server) => server.rename('team', 'Crew'),
    'a group that lets nobody but its owner write': (server) =>
      server.setUp('team', {
        topic: 'Rest',
        isPublic: true,
        permissions: { post: 'OWNER', invite: 'MEMBERS', pin: 'OWNER', edit: 'MEMBERS' },
      }),
  },
  MemberChanged: {
    'somebody who comes': (server) => server.join('team', 'dan'),
    'somebody who leaves': (server) => server.leave('team', 'cid'),
    'the viewer, who is removed': (server) => server.leave('third', ANN),
    'the viewer, who comes to another group': (server) => server.addConversation('new', 'GROUP', [BOB, ANN]),
  },
  ChangeHidden: { 'a change of what the viewer may not see': (server) => server.hide('team') },
  ReceiptChanged: {
    'what somebody read': (server) => server.acknowledge(BOB, { conversationId: 'direct', readSeq: 4 }),
    'what somebody got': (server) => server.acknowledge(BOB, { conversationId: 'direct', deliveredSeq: 4 }),
    'what the viewer read on another device': (server) => server.acknowledge(ANN, { conversationId: 'team', readSeq: 8 }),
    'what somebody got who does not tell any more what they read': (server) => {
      server.updateSettings('dan', { readReceipts: false });
      server.acknowledge('dan', { conversationId: 'pair', deliveredSeq: 6 });
    },
  },
  ReceiptsAdvanced: { 'what somebody read in a large group': (server) => server.acknowledge(BOB, { conversationId: 'team', readSeq: 7 }) },
  PresenceChanged: {
    'somebody who is busy': (server) => server.setPresence(BOB, { status: 'BUSY', device: 'DESKTOP', lastSeenAt: null }),
    'somebody who went': (server) => server.setPresence('cid', { status: 'OFFLINE', device: null, lastSeenAt: '2026-01-05T09:00:00.000Z' }),
  },
  ViewerItemChanged: {
    'a conversation pinned on another device': (server) =>
      server.items.set(ANN, { kind: 'CONVERSATION', key: 'team', conversation: { pinnedAt: '2026-01-05T10:00:00.000000Z' } }),
    'a folder that is removed': (server) => server.items.set(ANN, { kind: 'FOLDER', key: 'folder' }),
  },
  SettingsChanged: {
    'a choice made on another device': (server) => server.updateSettings(ANN, { presenceMode: 'BUSY', readReceipts: false }),
  },
};

/** A team of three, whose receipts come together, another group and two direct conversations; all of it shown. */
async function open(): Promise<TestClient> {
  const server = startWorld();
  server.largeGroup = 3;
  server.join('team', 'cid');
  say(server, [ANN, 'team'], 'read by all');
  say(server, [BOB, 'team'], `@${ANN} unread`);
  say(server, [ANN, 'team'], 'Which?', { poll: { options: ['this', 'that'] } });
  say(server, [BOB, 'team'], 'a reply', { threadRootId: 'team-7' });
  server.addConversation('third', 'GROUP', [BOB, ANN]);
  say(server, [BOB, 'third'], 'unread');
  server.addConversation('pair', 'DIRECT', [ANN, 'dan']);
  say(server, [ANN, 'pair'], 'one');
  server.acknowledge('dan', { conversationId: 'pair', readSeq: 5 });
  say(server, [ANN, 'pair'], 'two');
  server.setPresence('cid', { status: 'ONLINE', device: 'WEB', lastSeenAt: null });
  server.items.set(ANN, { kind: 'FOLDER', key: 'folder', folder: { name: 'Work', position: 1 } });
  const ann = await openTestClient(server, ANN);
  ann.sync.readMarks.mark('team', 7);
  await showAll(ann);
  return ann;
}

async function freshLike({ network, platform }: TestClient): Promise<string> {
  const fresh = await openTestClient(network.server, ANN, { platform });
  await showAll(fresh);
  const held = await heldBy(fresh);
  await fresh.crash();
  return held;
}

it('has a case for every kind of event that the API has', () => {
  const event = buildSchema(readFileSync(path.resolve(import.meta.dirname, '../../schema.graphql'), 'utf8')).getType('Event');
  if (!isUnionType(event)) expect.fail('Event is no union.');
  const kinds = event.getTypes().map(({ name }) => name);
  expect(Object.keys({ ...deeds, ...elsewhere })).toEqual(expect.arrayContaining(kinds));
});

describe.each(Object.entries(deeds))('%s brings what was held to where a fresh client begins', (kind, causes) => {
  it.each(Object.entries(causes))('%s', async (_words, deed) => {
    const ann = await open();
    const before = await heldBy(ann);
    const told: string[] = [];
    const stop = ann.network.server.onEvent((userId, { __typename }) => userId === ANN && told.push(__typename));
    const asked = ann.network.asked.length;
    deed(ann.network.server);
    stop();
    await ann.platform.advance(100);
    expect(told).toContain(kind);
    await showAll(ann);
    expect(await heldBy(ann)).not.toBe(before);
    const changesAsked = ann.network.asked.slice(asked).filter((document) => document !== ACKNOWLEDGE && document.includes('changes('));
    expect(changesAsked).toEqual([]);
    expect(await heldBy(ann)).toBe(await freshLike(ann));
    await ann.crash();
  });
});

it('goes on at once after a change that is not the viewer’s to see: nothing is waited or asked for', async () => {
  const ann = await open();
  const asked = ann.network.asked.length;
  ann.network.server.hide('third');
  say(ann.network.server, [BOB, 'third'], 'after it');
  await ann.platform.advance(0);
  expect(ann.sync.replica.conversation('third')?.lastMessage?.text).toBe('after it');
  expect(ann.network.asked.slice(asked).filter((document) => document !== ACKNOWLEDGE)).toEqual([]);
  await ann.crash();
});

it('TypingChanged shows somebody for a while and leaves nothing behind', async () => {
  const ann = await open();
  const before = await heldBy(ann);
  const bob = ann.network.server.people.get(BOB) ?? expect.fail();
  ann.network.deliver({ __typename: 'TypingChanged', conversationId: 'team', user: bob, typing: true });
  await ann.platform.advance(0);
  expect(ann.sync.typing.people.get().get('team')).toEqual([bob]);
  await ann.platform.advance(6_000);
  expect(ann.sync.typing.people.get().size).toBe(0);
  expect(await heldBy(ann)).toBe(before);
  await ann.crash();
});

it('EventsInterrupted makes up for every kind of event that was lost, within a second, on the same socket', async () => {
  const ann = await open();
  const { server } = ann.network;
  ann.network.isStreaming = false;
  for (const deed of Object.values(deeds).flatMap((causes) => Object.values(causes))) deed(server);
  ann.network.inTransit.length = 0;
  ann.network.isStreaming = true;
  const before = await heldBy(ann);
  server.interrupt();
  await ann.platform.advance(400);
  expect(await heldBy(ann)).toBe(before);
  await ann.platform.advance(600);
  expect(ann.sync.replica.conversation('new')).toBeDefined();
  await showAll(ann);
  expect(await heldBy(ann)).toBe(await freshLike(ann));
  expect(ann.network.socketCount).toBe(1);
  await ann.crash();
});
