import { expect, it } from 'vitest';
import { settled } from '../test/manual-platform.ts';
import { ModelNetwork } from '../test/model-network.ts';
import type { ModelServer } from '../test/model-server.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient } from '../test/test-client.ts';
import type { ThreadView } from './thread-view.ts';

let sends = 0;

function reply(server: ModelServer, rootId: string, text: string): void {
  sends += 1;
  server.send(BOB, { conversationId: 'team', clientMessageId: `reply-${sends}`, text, threadRootId: rootId });
}

/** A message with so many replies, and as many other messages before and after them. */
function worldOf(replies: number, others: number) {
  const server = startWorld();
  server.pageSize = 10;
  const talk = () => {
    for (let n = 0; n < others; n += 1) say(server, [BOB, 'team'], 'by the way');
  };
  talk();
  say(server, [BOB, 'team'], 'root');
  const root = server.get('team').messages.at(-1);
  if (root === undefined) throw new Error('Bob said something.');
  for (let n = 1; n <= replies; n += 1) reply(server, root.id, `reply ${n}`);
  talk();
  return { server, root };
}

const shown = ({ state }: ThreadView) => {
  const { status, root, replies, hasOlder } = state.get();
  return { status, root: root?.text, replies: replies.map(({ text }) => text), hasOlder };
};

it('shows an old thread from the server, page by page, and what is said and changed in it meanwhile', async () => {
  const { server, root } = worldOf(25, 60);
  const ann = await openTestClient(server, ANN);
  const thread = ann.sync.history.thread('team', root.seq);
  const close = thread.open();
  await settled();
  const newest = Array.from({ length: 10 }, (_, i) => `reply ${i + 16}`);
  expect(shown(thread)).toEqual({ status: 'ready', root: 'root', replies: newest, hasOlder: true });
  reply(server, root.id, 'live');
  server.edit('team', root.seq, 'root, mended');
  await settled();
  expect(shown(thread)).toEqual({ status: 'ready', root: 'root, mended', replies: [...newest, 'live'], hasOlder: true });
  await thread.loadOlder();
  await thread.loadOlder();
  const all = [...Array.from({ length: 25 }, (_, i) => `reply ${i + 1}`), 'live'];
  expect(shown(thread)).toEqual({ status: 'ready', root: 'root, mended', replies: all, hasOlder: false });
  close();
  reply(server, root.id, 'unseen');
  await settled();
  expect(shown(thread).replies).toEqual(all);
  await ann.crash();
});

it('shows a thread that is held without a network', async () => {
  const { server, root } = worldOf(12, 30);
  const { sync, store, crash } = await openTestClient(server, ANN);
  await sync.history.open('team');
  while (sync.history.hasOlder('team')) await sync.history.loadOlder('team');
  await crash();
  const network = new ModelNetwork(server, ANN);
  network.isUp = false;
  const offline = await openTestClient(server, ANN, { store, network });
  const thread = offline.sync.history.thread('team', root.seq);
  const close = thread.open();
  await settled();
  const all = Array.from({ length: 12 }, (_, i) => `reply ${i + 1}`);
  expect(shown(thread)).toEqual({ status: 'ready', root: 'root', replies: all, hasOlder: false });
  close();
  await offline.crash();
});

it('says that a thread is missing whose message the viewer does not see', async () => {
  const { server } = worldOf(1, 1);
  const ann = await openTestClient(server, ANN);
  const thread = ann.sync.history.thread('team', 1);
  const close = thread.open();
  await settled();
  expect(shown(thread).status).toBe('missing');
  close();
  await ann.crash();
});
