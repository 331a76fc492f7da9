import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../backend/test/test-server.ts';
import type { MessageOperation } from '../../desktop/sync/operation.ts';
import type { MessageRow } from '../../desktop/sync/records.ts';
import { heldBy } from '../../desktop/test/held-state.ts';
import { RealClient, until } from './real-client.ts';

let server: TestServer;
let ann: RealClient;
let bob: RealClient;
let groupId: string;
let directId: string;
/** Of the message that is talked of. */
let wordsKey: string;
const clients: RealClient[] = [];

beforeAll(async () => {
  server = await startTestServer();
  [ann, bob] = await Promise.all([RealClient.register(server, 'ann'), RealClient.register(server, 'bob')]);
  clients.push(ann, bob);
  groupId = await ann.sync.createGroup({ name: 'Team', memberIds: [bob.viewerId] });
  directId = await ann.sync.startDirect(bob.viewerId);
  await ann.sync.send(groupId, { text: 'hello' });
  await until(bob.sync.replica.conversations, (rows) => rows.get(groupId)?.lastMessage?.text === 'hello' && rows.has(directId));
  wordsKey = bob.sync.replica.conversation(groupId)?.lastMessage?.clientMessageId ?? '';
  await Promise.all([ann, bob].flatMap((client) => [groupId, directId].map((id) => client.sync.history.open(id))));
});

afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await server.stop();
});

/** The message as a client holds it. */
function held({ sync }: RealClient, find: (row: MessageRow) => boolean): MessageRow {
  const rows = [groupId, directId].flatMap((id) => sync.replica.timeline(id).get()?.messages ?? []);
  return rows.find(find) ?? expect.fail('The message is not held.');
}

const isPoll = ({ poll }: MessageRow) => poll !== null;
const isReply = ({ threadRootSeq }: MessageRow) => threadRootSeq !== null;
const isWords = ({ clientMessageId }: MessageRow) => clientMessageId === wordsKey;
const words = (client: RealClient) => held(client, isWords);

type Deed = MessageOperation extends infer Each ? (Each extends MessageOperation ? Omit<Each, 'messageId' | 'seq'> : never) : never;

/** Does something to a message through a client's outbox. */
async function act(client: RealClient, find: (row: MessageRow) => boolean, deed: Deed): Promise<void> {
  const { id, seq } = held(client, find);
  await client.sync.outbox.operate(groupId, { ...deed, messageId: id, seq });
}

const link = (client: RealClient) => ({ id: words(client).id, seq: words(client).seq });
const has = ({ sync }: RealClient, id: string, find: (row: MessageRow) => boolean) => sync.replica.timeline(id).get()?.messages.some(find);
const threadOf = ({ sync }: RealClient) => sync.replica.threads(groupId).get().get(words(ann).seq);

/** Each done by one of the two, and when the other has it. They follow one another. */
const deeds: Readonly<Record<string, readonly [deed: () => Promise<unknown>, isThere: () => boolean | undefined]>> = {
  'an edit': [() => act(ann, isWords, { type: 'edit', text: 'hello all' }), () => words(bob).text === 'hello all'],
  'a reaction': [
    () => act(bob, isWords, { type: 'react', emoji: '👍', isOn: true }),
    () => words(ann).reactions[0]?.userIds[0] === bob.viewerId,
  ],
  'a pin': [() => act(ann, isWords, { type: 'pin', isPinned: true }), () => words(bob).pinnedById === ann.viewerId],
  'a poll': [
    () => ann.sync.send(groupId, { text: 'Lunch?', poll: { options: ['yes', 'no'], isMultiple: false } }),
    () => has(bob, groupId, isPoll),
  ],
  'a vote': [
    () => act(bob, isPoll, { type: 'vote', optionIndexes: [1] }),
    () => held(ann, isPoll).poll?.options[1]?.voterIds[0] === bob.viewerId,
  ],
  'the end of a poll': [() => act(ann, isPoll, { type: 'closePoll' }), () => held(bob, isPoll).poll?.closedAt !== null],
  'an answer': [
    () => bob.sync.send(groupId, { text: 'hi', replyTo: link(bob) }),
    () => has(ann, groupId, ({ replyToSeq }) => replyToSeq === words(ann).seq),
  ],
  'what is forwarded': [
    () => ann.sync.send(directId, { text: '', forwardOf: { conversationId: groupId, messageId: words(ann).id } }),
    () => has(bob, directId, ({ text, forwardedFrom }) => text === 'hello all' && forwardedFrom?.senderId === ann.viewerId),
  ],
  'a reply in a thread': [() => bob.sync.send(groupId, { text: 'Why?', threadRoot: link(bob) }), () => threadOf(ann)?.replyCount === 1],
  'the deletion of the reply': [() => act(bob, isReply, { type: 'delete' }), () => threadOf(ann)?.replyCount === 0],
  'what is kept for oneself': [
    () => ann.sync.viewerItems.set({ kind: 'CONVERSATION', key: groupId, value: { isMarkedUnread: true } }),
    () => ann.sync.outbox.items.get().length === 0,
  ],
  'a deletion': [() => act(ann, isWords, { type: 'delete' }), () => words(bob).deletedAt !== null && words(bob).reactions.length === 0],
};

it.each(Object.entries(deeds))('%s goes through the outbox to everybody, as a fresh client finds it', async (_words, [deed, isThere]) => {
  await deed();
  await expect.poll(isThere).toBe(true);
  for (const client of [ann, bob]) {
    await until(client.sync.outbox.items, (items) => items.length === 0);
    const fresh = await RealClient.signIn(server, client.session.state.get().viewer?.username ?? '');
    clients.push(fresh);
    for (const id of [groupId, directId]) await fresh.sync.history.open(id);
    await expect.poll(() => heldBy(client)).toBe(await heldBy(fresh));
  }
});
