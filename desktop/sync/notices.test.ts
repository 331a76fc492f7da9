import { expect, it } from 'vitest';
import { settled } from '../test/manual-platform.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient } from '../test/test-client.ts';
import type { MessageRow } from './records.ts';

it('tells of what others say as it comes, once, and never of what is old or one’s own', async () => {
  const server = startWorld();
  say(server, [BOB, 'team'], 'before');
  const ann = await openTestClient(server, ANN);
  const told: MessageRow[] = [];
  ann.sync.notices.onNotice((message) => told.push(message));
  await settled();
  expect(told).toEqual([]);
  say(server, [BOB, 'team'], 'news');
  say(server, [ANN, 'team'], 'my own');
  await settled();
  expect(told.map(({ text }) => text)).toEqual(['news']);
  await ann.crash();
});

it('follows what the viewer chose', async () => {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  const told: MessageRow[] = [];
  ann.sync.notices.onNotice((message) => told.push(message));
  await settled();
  await ann.sync.viewerItems.set({
    kind: 'CONVERSATION',
    key: 'team',
    value: { ...(ann.sync.viewerItems.state.get().CONVERSATION.get('team') ?? NOTHING), notificationLevel: 'NONE' },
  });
  say(server, [BOB, 'team'], 'news');
  await settled();
  expect(told).toEqual([]);
  await ann.crash();
});

it('tells one message of each conversation after an absence, the one that names the viewer first, and only so many', async () => {
  const server = startWorld();
  const ids = Array.from({ length: 30 }, (_, index) => `group-${index}`);
  for (const id of ids) server.addConversation(id, 'GROUP', [ANN, BOB]);
  const ann = await openTestClient(server, ANN);
  const told: MessageRow[] = [];
  ann.sync.notices.onNotice((message) => told.push(message));
  const leave = async () => {
    ann.network.isUp = false;
    ann.network.cut();
    await settled();
  };
  const comeBack = async () => {
    ann.network.isUp = true;
    ann.platform.wake();
    await ann.platform.advance(30_000);
  };
  await leave();
  for (const text of ['one', 'two', `@${ANN} three`, 'four']) say(server, [BOB, 'team'], text);
  for (const text of ['five', 'six']) say(server, [BOB, 'direct'], text);
  await comeBack();
  expect(told.map(({ text }) => text).sort()).toEqual([`@${ANN} three`, 'six']);

  await leave();
  for (const id of ids) say(server, [BOB, id], `in ${id}`);
  await comeBack();
  expect(told).toHaveLength(2 + 10);
  expect(ann.sync.replica.conversation('group-29')?.lastMessage?.text).toBe('in group-29');
  say(server, [BOB, 'team'], 'later');
  await settled();
  expect(told.at(-1)?.text).toBe('later');
  await ann.crash();
});

const NOTHING = {
  ...{ pinnedAt: null, mutedUntil: null, archivedAt: null, isMarkedUnread: false, unreadFromSeq: null },
  ...{ notificationLevel: null, folderId: null },
};
