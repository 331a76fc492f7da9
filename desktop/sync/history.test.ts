import { expect, it } from 'vitest';
import { ModelNetwork } from '../test/model-network.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient, type TestClient } from '../test/test-client.ts';

/** How many messages a person was shown, each time that changed, while the conversation opened. */
async function shownWhileOpening({ sync }: TestClient, conversationId: string): Promise<number[]> {
  const shown: number[] = [];
  const { get, subscribe } = sync.replica.timeline(conversationId);
  const stop = subscribe(() => {
    const timeline = get();
    const count = timeline === null || timeline.isOpening ? 0 : timeline.messages.length;
    if (count !== (shown.at(-1) ?? 0)) shown.push(count);
  });
  await sync.history.open(conversationId).catch(() => undefined);
  stop();
  return shown;
}

it('opens a conversation of which only the newest message is held with a whole page, so that what is unread is not skipped', async () => {
  const server = startWorld();
  for (let n = 1; n <= 40; n += 1) say(server, [BOB, 'team'], `line ${n}`);
  const ann = await openTestClient(server, ANN);
  expect(ann.sync.replica.conversation('team')?.unreadCount).toBe(40);
  const shown = await shownWhileOpening(ann, 'team');
  expect(shown).toHaveLength(1);
  expect(shown[0]).toBeGreaterThanOrEqual(40);
  await ann.crash();
});

it('opens it with what is held when there is no network', async () => {
  const server = startWorld();
  for (let n = 1; n <= 40; n += 1) say(server, [BOB, 'team'], `line ${n}`);
  const { store, crash } = await openTestClient(server, ANN);
  await crash();
  const network = new ModelNetwork(server, ANN);
  network.isUp = false;
  const offline = await openTestClient(server, ANN, { store, network });
  expect(await shownWhileOpening(offline, 'team')).toEqual([1]);
  await offline.crash();
});

it('lets go of the timelines that nobody looks at any more, but for the last few', async () => {
  const server = startWorld();
  const groups = Array.from({ length: 40 }, (_, index) => `group ${index}`);
  for (const id of groups) {
    server.addConversation(id, 'GROUP', [ANN, BOB]);
    say(server, [BOB, id]);
  }
  const ann = await openTestClient(server, ANN);
  for (const id of groups) {
    const letGo = ann.sync.history.hold(id);
    await ann.sync.history.open(id);
    letGo();
  }
  const isKept = (id: string) => ann.sync.replica.timeline(id).get() !== null;
  expect(groups.filter(isKept)).toEqual(groups.slice(-24));
  ann.sync.history.hold('group 20');
  for (const id of groups.slice(0, 10)) {
    const letGo = ann.sync.history.hold(id);
    await ann.sync.history.open(id);
    letGo();
  }
  expect(groups.filter(isKept)).toEqual([...groups.slice(0, 10), 'group 20', ...groups.slice(26)]);
  await ann.crash();
});
