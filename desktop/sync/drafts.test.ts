import { expect, it } from 'vitest';
import { ManualBrowser, settled } from '../test/manual-platform.ts';
import { ModelNetwork } from '../test/model-network.ts';
import { ANN, say, startWorld } from '../test/model-world.ts';
import { openTestClient, type TestClient } from '../test/test-client.ts';
import { MemoryStore } from './memory-store.ts';
import type { StoreChange } from './store.ts';

const textOf = ({ sync }: TestClient, key = 'team') => sync.drafts.texts.get().get(key);
const kept = async ({ store }: TestClient) => (await store.load()).drafts.map(({ text }) => text);
const shared = ({ sync }: TestClient) => sync.viewerItems.state.get().DRAFT.get('team')?.text;

/** Two devices of one person. */
async function twoDevices() {
  const server = startWorld();
  return { server, here: await openTestClient(server, ANN), there: await openTestClient(server, ANN) };
}

it('keeps a draft a moment after the last key, and an emptied one at once', async () => {
  const ann = await openTestClient(startWorld(), ANN);
  ann.sync.drafts.set('team', 'hel');
  await ann.platform.advance(200);
  ann.sync.drafts.set('team', 'hello');
  expect(textOf(ann)).toBe('hello');
  await ann.platform.advance(299);
  expect(await kept(ann)).toEqual([]);
  await ann.platform.advance(1);
  expect(await kept(ann)).toEqual(['hello']);
  ann.sync.drafts.set('team', '');
  await settled();
  expect(await kept(ann)).toEqual([]);
  ann.sync.drafts.set('team', 'half a thou');
  await ann.crash();
  expect(await kept(ann)).toEqual(['half a thou']);
});

it('leaves what is written in its field when the disk is full, and shares it once there is room', async () => {
  class Disk extends MemoryStore {
    isFull = true;
    override async save(changes: readonly StoreChange[]): Promise<void> {
      if (this.isFull) throw new Error('The disk is full.');
      await super.save(changes);
    }
  }
  const store = new Disk();
  const ann = await openTestClient(startWorld(), ANN, { store });
  ann.sync.drafts.set('team', 'nowhere else');
  await ann.platform.advance(5_000);
  expect([textOf(ann), shared(ann)]).toEqual(['nowhere else', undefined]);
  await expect(ann.sync.send('team', { text: 'nowhere else' })).rejects.toThrow('The disk is full.');
  expect(textOf(ann)).toBe('nowhere else');
  store.isFull = false;
  ann.sync.drafts.set('team', 'nowhere else yet');
  await ann.platform.advance(5_000);
  expect([textOf(ann), shared(ann), await kept(ann)]).toEqual(['nowhere else yet', 'nowhere else yet', ['nowhere else yet']]);
  await ann.crash();
});

it('shows the draft of another tab', async () => {
  const [server, browser] = [startWorld(), new ManualBrowser()];
  const here = await openTestClient(server, ANN, { browser });
  const there = await openTestClient(server, ANN, { browser, store: here.store, platform: here.platform });
  here.sync.drafts.set('team', 'new');
  await here.platform.advance(300);
  expect([textOf(there), shared(there)]).toEqual(['new', undefined]);
  await here.platform.advance(1_500);
  expect([textOf(there), shared(there)]).toEqual(['new', 'new']);
  await here.crash();
  await there.crash();
});

it('brings a draft to the other devices after a pause of 1.5 seconds, or when the composer is left', async () => {
  const { here, there } = await twoDevices();
  here.sync.drafts.set('team', 'hel');
  await here.platform.advance(1_400);
  here.sync.drafts.set('team', 'hello');
  await here.platform.advance(1_499);
  expect(textOf(there)).toBeUndefined();
  await here.platform.advance(1);
  expect([textOf(there), await kept(there)]).toEqual(['hello', ['hello']]);
  here.sync.drafts.set('team', 'hello all');
  here.sync.drafts.flush();
  await settled();
  expect(textOf(there)).toBe('hello all');
  await Promise.all([here.crash(), there.crash()]);
});

it('clears the draft everywhere once its message is sent, or it is emptied', async () => {
  const { here, there } = await twoDevices();
  for (const key of ['team', 'team:4']) here.sync.drafts.set(key, 'hello');
  here.sync.drafts.flush();
  await settled();
  expect([textOf(there), textOf(there, 'team:4')]).toEqual(['hello', 'hello']);
  there.sync.drafts.set('team', '');
  await settled();
  expect([textOf(here), shared(here), await kept(here)]).toEqual([undefined, undefined, ['hello']]);
  await Promise.all([here.crash(), there.crash()]);
});

it('is replaced by what is newer on another device, unless something was typed here since', async () => {
  const { here, there } = await twoDevices();
  there.sync.drafts.set('team', 'from there');
  here.sync.drafts.set('direct', 'typing');
  here.sync.drafts.set('team', 'typed meanwhile');
  there.sync.drafts.flush();
  await settled();
  expect(textOf(here)).toBe('typed meanwhile');
  await here.platform.advance(1_500);
  expect([textOf(here), textOf(there)]).toEqual(['typed meanwhile', 'typed meanwhile']);
  there.sync.drafts.set('team', 'the last word');
  there.sync.drafts.flush();
  await settled();
  expect([textOf(here), textOf(here, 'direct')]).toEqual(['the last word', 'typing']);
  await Promise.all([here.crash(), there.crash()]);
});

it('knows after a restart what was typed here and went nowhere yet', async () => {
  const { server, here, there } = await twoDevices();
  here.network.isUp = false;
  here.network.cut();
  here.sync.drafts.set('team', 'typed in the train');
  await here.platform.advance(2_000);
  await here.crash();
  there.sync.drafts.set('team', 'older');
  there.sync.drafts.flush();
  await settled();
  const again = await openTestClient(server, ANN, { store: here.store, network: new ModelNetwork(server, ANN) });
  await again.platform.advance(5_000);
  expect([textOf(again), textOf(there)]).toEqual(['typed in the train', 'typed in the train']);
  await Promise.all([again.crash(), there.crash()]);
});

it('is not touched by messages of others', async () => {
  const { server, here, there } = await twoDevices();
  here.sync.drafts.set('team', 'mine');
  here.sync.drafts.flush();
  say(server, ['bob', 'team']);
  await settled();
  expect([textOf(here), textOf(there)]).toEqual(['mine', 'mine']);
  await Promise.all([here.crash(), there.crash()]);
});

it('keeps a draft that is too long for the server on this device', async () => {
  const { here, there } = await twoDevices();
  here.sync.drafts.set('team', 'x'.repeat(10_001));
  await here.platform.advance(2_000);
  expect([textOf(here)?.length, textOf(there), here.sync.outbox.items.get()]).toEqual([10_001, undefined, []]);
  await Promise.all([here.crash(), there.crash()]);
});

it('brings along what a draft answers, to other devices and through a restart, until it is decided otherwise', async () => {
  const { server, here, there } = await twoDevices();
  const repliesOf = ({ sync }: TestClient) => [...sync.drafts.replies.get()];
  here.sync.drafts.setReply('team', 3);
  expect([repliesOf(here), repliesOf(there)]).toEqual([[['team', 3]], []]);
  here.sync.drafts.set('team', 'an answer');
  await here.platform.advance(1_500);
  expect([textOf(there), repliesOf(there)]).toEqual(['an answer', [['team', 3]]]);
  await here.crash();
  const again = await openTestClient(server, ANN, { store: here.store, platform: here.platform });
  expect(repliesOf(again)).toEqual([['team', 3]]);
  there.sync.drafts.setReply('team', null);
  await there.platform.advance(1_500);
  expect([textOf(again), repliesOf(again), repliesOf(there)]).toEqual(['an answer', [], []]);
  again.sync.drafts.setReply('team', 4);
  again.sync.drafts.set('team', '');
  again.sync.drafts.setReply('team', null);
  await settled();
  expect([textOf(there), repliesOf(again), repliesOf(there)]).toEqual([undefined, [], []]);
  await again.crash();
  await there.crash();
});
