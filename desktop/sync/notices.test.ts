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

const NOTHING = {
  ...{ pinnedAt: null, mutedUntil: null, archivedAt: null, isMarkedUnread: false, unreadFromSeq: null },
  ...{ notificationLevel: null, folderId: null },
};
