import { expect, it } from 'vitest';
import { settled } from '../test/manual-platform.ts';
import { ModelNetwork } from '../test/model-network.ts';
import type { ModelServer } from '../test/model-server.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient, type TestClient } from '../test/test-client.ts';
import { FOLLOWED_THREAD } from './followed-thread-documents.ts';

/** What a person's client shows of threads: text of the root and unread replies. */
const shown = ({ sync }: TestClient) => sync.followedThreads.state.get().threads.map(({ root, unreadCount }) => [root.text, unreadCount]);

/** Until everything that is gathered is asked for and answered. */
async function gathered(client: TestClient): Promise<void> {
  await settled();
  await client.platform.advance(1_000);
  await settled();
}

function root(server: ModelServer, senderId: string, text: string) {
  say(server, [senderId, 'team'], text);
  const message = server.get('team').messages.at(-1);
  if (message === undefined) throw new Error('Something was said.');
  return message;
}

const reply = (server: ModelServer, senderId: string, [rootId, text]: readonly [string, string]) =>
  say(server, [senderId, 'team'], text, { threadRootId: rootId });

async function watching(server: ModelServer): Promise<TestClient> {
  const ann = await openTestClient(server, ANN);
  ann.sync.followedThreads.watch();
  await settled();
  return ann;
}

it('shows what one began or replied in, the newest reply first, and what comes while one looks', async () => {
  const server = startWorld();
  const [begun, joined, foreign] = [root(server, ANN, 'begun'), root(server, BOB, 'joined'), root(server, BOB, 'foreign')];
  reply(server, BOB, [begun.id, 'one']);
  reply(server, ANN, [joined.id, 'mine']);
  reply(server, BOB, [foreign.id, 'not for ann']);
  const ann = await watching(server);
  expect(shown(ann)).toEqual([
    ['joined', 0],
    ['begun', 1],
  ]);
  reply(server, BOB, [begun.id, 'two']);
  reply(server, BOB, [foreign.id, 'still not']);
  await gathered(ann);
  expect(shown(ann)).toEqual([
    ['begun', 2],
    ['joined', 0],
  ]);
  reply(server, BOB, [foreign.id, '@ann look']);
  server.edit('team', begun.seq, 'begun, mended');
  await gathered(ann);
  expect(shown(ann)).toEqual([
    ['foreign', 3],
    ['begun, mended', 2],
    ['joined', 0],
  ]);
  await ann.crash();
});

it('asks about a thread that is not followed once, however much is said in it', async () => {
  const server = startWorld();
  const foreign = root(server, BOB, 'foreign');
  const ann = await watching(server);
  reply(server, BOB, [foreign.id, 'one']);
  await gathered(ann);
  const asked = () => ann.network.asked.filter((document) => document === FOLLOWED_THREAD).length;
  for (const text of ['two', 'three']) reply(server, BOB, [foreign.id, text]);
  await gathered(ann);
  expect([shown(ann), asked()]).toEqual([[], 1]);
  await ann.crash();
});

it('counts what is read at once, and follows what one decides here or elsewhere', async () => {
  const server = startWorld();
  const begun = root(server, ANN, 'begun');
  reply(server, BOB, [begun.id, 'one']);
  const ann = await watching(server);
  const { viewerItems } = ann.sync;
  const own = { conversationId: 'team', rootSeq: begun.seq };
  const read = viewerItems.set({ kind: 'THREAD', key: begun.id, value: { ...own, readSeq: server.get('team').lastSeq } });
  expect(shown(ann)).toEqual([['begun', 0]]);
  await read;
  await gathered(ann);
  reply(server, BOB, [begun.id, 'two']);
  await gathered(ann);
  expect(shown(ann)).toEqual([['begun', 1]]);
  server.items.set(ANN, { kind: 'THREAD', key: begun.id, thread: { ...own, isFollowed: false } });
  await gathered(ann);
  expect(shown(ann)).toEqual([]);
  await viewerItems.set({ kind: 'THREAD', key: begun.id, value: { ...own, isFollowed: true } });
  await gathered(ann);
  expect(shown(ann)).toEqual([['begun', 1]]);
  await ann.crash();
});

it('gives pages, and keeps what came meanwhile', async () => {
  const server = startWorld();
  server.pageSize = 2;
  const roots = ['a', 'b', 'c'].map((text) => root(server, ANN, text));
  for (const { id } of roots) reply(server, BOB, [id, 'reply']);
  const ann = await watching(server);
  expect([shown(ann).map(([text]) => text), ann.sync.followedThreads.state.get().hasMore]).toEqual([['c', 'b'], true]);
  await ann.sync.followedThreads.loadMore();
  expect([shown(ann).map(([text]) => text), ann.sync.followedThreads.state.get().hasMore]).toEqual([['c', 'b', 'a'], false]);
  await ann.crash();
});

it('shows without a network what the device holds, and the whole of it with one', async () => {
  const server = startWorld();
  const [begun, foreign] = [root(server, ANN, 'begun'), root(server, BOB, 'foreign')];
  for (const id of [begun.id, foreign.id]) reply(server, BOB, [id, 'reply']);
  const before = await watching(server);
  await before.sync.history.open('team');
  await before.crash();
  reply(server, BOB, [begun.id, 'while away']);
  const network = new ModelNetwork(server, ANN);
  network.isUp = false;
  const ann = await openTestClient(server, ANN, { store: before.store, network });
  ann.sync.followedThreads.watch();
  await settled();
  expect([shown(ann), ann.sync.followedThreads.state.get().isHeldOnly]).toEqual([[['begun', 1]], true]);
  network.isUp = true;
  await ann.platform.advance(60_000);
  await settled();
  expect([shown(ann), ann.sync.followedThreads.state.get().isHeldOnly]).toEqual([[['begun', 2]], false]);
  await ann.crash();
});

it('lets go of the threads of a conversation that one is no longer in', async () => {
  const server = startWorld();
  reply(server, BOB, [root(server, ANN, 'begun').id, 'one']);
  const ann = await watching(server);
  expect(shown(ann)).toEqual([['begun', 1]]);
  server.leave('team', ANN);
  await gathered(ann);
  expect(shown(ann)).toEqual([]);
  await ann.crash();
});
