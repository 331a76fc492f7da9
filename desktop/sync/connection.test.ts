import { expect, it } from 'vitest';
import { settled } from '../test/manual-platform.ts';
import { ModelNetwork } from '../test/model-network.ts';
import { ModelServer } from '../test/model-server.ts';
import { openTestClient } from '../test/test-client.ts';
import { EVENTS } from './documents.ts';

async function connect() {
  const server = new ModelServer();
  server.addConversation('team', 'GROUP', ['ann', 'bob']);
  const network = new ModelNetwork(server, 'ann');
  const ann = await openTestClient(server, 'ann', { network });
  const states: string[] = [];
  const { state } = ann.sync.connection;
  state.subscribe(() => states.push(state.get().state));
  const sockets = () => network.asked.filter((document) => document === EVENTS).length;
  return { ...ann, server, states, state, sockets };
}

it('comes back by itself after a pause that grows, and catches up each time', async () => {
  const { network, platform, state, states, crash } = await connect();
  expect(state.get()).toEqual({ state: 'online' });
  network.isUp = false;
  network.cut();
  await settled();
  expect(state.get()).toEqual({ state: 'offline', retryAt: platform.now() + 375 });
  await platform.advance(375);
  expect(state.get()).toEqual({ state: 'offline', retryAt: platform.now() + 750 });
  await platform.advance(750);
  expect(state.get()).toEqual({ state: 'offline', retryAt: platform.now() + 1_500 });
  network.isUp = true;
  states.length = 0;
  await platform.advance(1_500);
  expect(states).toEqual(['connecting', 'catching-up', 'online']);
  await crash();
});

it('tries at once when asked to, and when the device says that its network is back', async () => {
  const { network, platform, state, sync, crash } = await connect();
  network.isUp = false;
  network.cut();
  await settled();
  sync.connection.retryNow();
  await settled();
  expect(state.get().state).toBe('offline');
  network.isUp = true;
  platform.wake();
  await settled();
  expect(state.get()).toEqual({ state: 'online' });
  await crash();
});

it('notices a socket that is open and dead when the device wakes', async () => {
  const { network, platform, state, sockets, crash } = await connect();
  network.isAnswering = false;
  platform.wake();
  await platform.advance(3_999);
  expect(state.get().state).toBe('online');
  await platform.advance(1);
  expect(state.get().state).toBe('offline');
  network.isAnswering = true;
  await platform.advance(1_000);
  expect([state.get().state, sockets()]).toEqual(['online', 2]);
  await crash();
});

it('is offline as soon as the device says that it has no network', async () => {
  const { network, platform, state, crash } = await connect();
  network.isUp = false;
  platform.loseNetwork();
  await settled();
  expect(state.get().state).toBe('offline');
  network.isUp = true;
  platform.wake();
  await settled();
  expect(state.get().state).toBe('online');
  await crash();
});

it('reconnects at once when the server restarts, and takes its time when it is not back', async () => {
  const { network, platform, state, sockets, crash } = await connect();
  network.cut(1012);
  await platform.advance(0);
  expect([state.get().state, sockets()]).toEqual(['online', 2]);
  network.isUp = false;
  network.cut(1012);
  await platform.advance(0);
  expect(state.get()).toMatchObject({ state: 'offline', retryAt: platform.now() + 750 });
  await crash();
});

it('reconnects at once when the server asks a slow reader to catch up', async () => {
  const { network, platform, server, state, sync, crash } = await connect();
  network.cut(4900);
  server.send('bob', { conversationId: 'team', clientMessageId: 'missed', text: 'missed' });
  await platform.advance(0);
  expect(state.get()).toEqual({ state: 'online' });
  expect(sync.replica.conversation('team')?.lastMessage?.text).toBe('missed');
  await crash();
});

it('renews the token when the server takes it no more', async () => {
  const { network, platform, state, renewals, crash } = await connect();
  const before = renewals();
  network.cut(4401);
  await platform.advance(0);
  expect([state.get().state, renewals()]).toEqual(['online', before + 1]);
  network.refuseWith = 4401;
  network.cut(4401);
  await platform.advance(20_000);
  expect(renewals()).toBeLessThan(before + 10);
  await crash();
});

it('stays away longer when the server has enough of it', async () => {
  const { network, platform, state, crash } = await connect();
  network.cut(4429);
  await platform.advance(7_000);
  expect(state.get().state).toBe('offline');
  await platform.advance(1_000);
  expect(state.get().state).toBe('online');
  await crash();
});

it('starts again when an answer fails while it catches up', async () => {
  const { network, platform, state, crash } = await connect();
  network.isAnswering = false;
  network.cut();
  await platform.advance(5_000);
  expect(state.get().state).toBe('catching-up');
  await platform.advance(10_000);
  network.isAnswering = true;
  await platform.advance(10_000);
  expect(state.get().state).toBe('online');
  await crash();
});

it('rejects what is asked without a socket, and never asks too much at once', async () => {
  const { network, sync, platform, crash } = await connect();
  network.isAnswering = false;
  const asked = network.asked.length;
  const answers = Promise.allSettled(Array.from({ length: 30 }, (_, i) => sync.connection.request(`query Q${i} { __typename }`)));
  await settled();
  expect(network.asked.length - asked).toBe(12);
  network.isUp = false;
  network.cut();
  await settled();
  expect((await answers).map(({ status }) => status)).toEqual(Array.from({ length: 30 }, () => 'rejected'));
  await expect(sync.connection.request('query { __typename }')).rejects.toMatchObject({ code: 'UNAVAILABLE', retryable: true });
  await platform.advance(0);
  await crash();
});
