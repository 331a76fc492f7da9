import fc from 'fast-check';
import type { Settings } from '../sync/records.ts';
import { ANN, BOB, say } from './model-world.ts';
import { actsElsewhere, chat, operationsElsewhere, operationsHere, text, who } from './storm-operations.ts';
import type { ClientStep, StormStep } from './storm-world.ts';

/** What people do from devices that are not looked at. */
const elsewhere: fc.Arbitrary<StormStep>[] = [
  fc.tuple(who, chat, text).map(([id, where, what]) => [
    `${id} writes "${what}" in ${where} elsewhere`,
    ({ server }) => {
      if (server.isMember(where, id)) say(server, [id, where], what);
    },
  ]),
  fc.tuple(chat, fc.nat(30)).map(([id, seq]) => [`edit ${id} ${seq}`, ({ server }) => server.edit(id, seq, `edited ${seq}`)]),
  fc.tuple(chat, fc.nat(30)).map(([id, seq]) => [`delete ${id} ${seq}`, ({ server }) => server.edit(id, seq, null)]),
  fc.constant(['rename', ({ server }) => server.rename('team', `team ${server.conversations.get('team')?.lastSeq}`)]),
  chat.map((id) => [`something hidden changes in ${id}`, ({ server }) => server.hide(id)]),
  who.map((id) => [`${id} joins`, ({ server }) => server.join('team', id)]),
  who.map((id) => [`${id} leaves`, ({ server }) => server.leave('team', id)]),
  fc.tuple(who, chat, fc.nat(40), fc.boolean()).map(([id, where, seq, isRead]) => [
    `${id} ${isRead ? 'reads' : 'gets'} ${where} up to ${seq} elsewhere`,
    ({ server }) => {
      if (server.isMember(where, id)) server.acknowledge(id, { conversationId: where, [isRead ? 'readSeq' : 'deliveredSeq']: seq });
    },
  ]),
  fc.tuple(who, settingsChange()).map(([id, change]) => [
    `${id} decides ${JSON.stringify(change)} elsewhere`,
    ({ server }) => {
      server.updateSettings(id, change);
    },
  ]),
  fc.tuple(who, fc.constantFrom('ONLINE', 'AWAY', 'BUSY', 'OFFLINE')).map(([id, status]) => [
    `${id} is ${status}`,
    ({ server, platform }) => {
      const isOffline = status === 'OFFLINE';
      const lastSeenAt = isOffline ? new Date(platform.now()).toISOString() : null;
      server.setPresence(id, { status, device: isOffline ? null : 'DESKTOP', lastSeenAt });
    },
  ]),
  fc.constant(['events are interrupted', ({ server }) => server.interrupt()]),
];

/** What people do at the clients that are looked at. */
const here: fc.Arbitrary<ClientStep>[] = [
  fc.tuple(chat, text).map(([id, what]) => [
    `writes "${what}" in ${id}`,
    (client) => {
      if (client.holds(id)) void client.now.sync.send(id, { text: what });
    },
  ]),
  chat.map((id) => [`reads ${id}`, ({ now }) => now.sync.readMarks.mark(id, now.sync.replica.conversation(id)?.cursor ?? 0)]),
  chat.map((id) => [
    `opens ${id}`,
    ({ now }) => {
      now.sync.receipts.watch(id);
      now.sync.history.open(id).catch(() => {});
    },
  ]),
  chat.map((id) => [
    `looks back in ${id}`,
    ({ now }) => {
      now.sync.history.loadOlder(id).catch(() => {});
    },
  ]),
  chat.map((id) => [
    `looks at the members of ${id}`,
    (client) => {
      if (client.holds(id)) client.now.sync.history.openMembers(id).catch(() => {});
    },
  ]),
  who.map((id) => [
    `sees ${id}`,
    ({ now }) => {
      now.sync.presence.watch(id);
    },
  ]),
  settingsChange().map((change) => [
    `decides ${JSON.stringify(change)}`,
    ({ now }) => {
      now.sync.settings.update(change).catch(() => {});
    },
  ]),
];

/** What networks and machines do. */
const weather: fc.Arbitrary<ClientStep>[] = [
  fc.constant([
    'is told the next event',
    ({ network }) => {
      const event = network.inTransit.shift();
      if (event) network.deliver(event);
    },
  ]),
  fc.constant([
    'is told the newest event first',
    ({ network }) => {
      const event = network.inTransit.pop();
      if (event) network.deliver(event);
    },
  ]),
  fc.constant([
    'is told an event twice',
    ({ network }) => {
      const [event] = network.inTransit;
      if (event) for (let i = 0; i < 2; i += 1) network.deliver(event);
    },
  ]),
  fc.constant([
    'loses an event',
    ({ network }) => {
      network.inTransit.shift();
    },
  ]),
  fc.constant([
    'is told all events',
    ({ network }) => {
      for (const event of network.inTransit.splice(0)) network.deliver(event);
    },
  ]),
  fc.constantFrom(1006, 1012, 4900).map((code) => [`is cut off with ${code}`, ({ network }) => network.cut(code)]),
  fc.constant([
    'has no network',
    ({ network }) => {
      network.isUp = false;
      network.cut();
    },
  ]),
  fc.constant(['has a network', ({ network }) => void Object.assign(network, { isUp: true, isAnswering: true })]),
  fc.constant(['gets no answers', ({ network }) => void Object.assign(network, { isAnswering: false })]),
  fc.constant(['restarts', (client) => client.restart()]),
];

const ofOne = fc.tuple(fc.nat(1), fc.oneof(...here, ...operationsHere, ...weather)).map(
  ([index, [words, step]]): StormStep => [
    `${[ANN, BOB][index]} ${words}`,
    ({ clients }) => {
      const client = clients[index];
      return client && step(client);
    },
  ],
);

const time = fc.nat(8_000).map((ms): StormStep => [`${ms} ms pass`, ({ platform }) => platform.advance(ms)]);

/** A history: what happens to two clients and their server between their first start and the comparison. */
export const storms: fc.Arbitrary<StormStep[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.oneof(...elsewhere, ...operationsElsewhere, ...actsElsewhere) },
    { weight: 16, arbitrary: ofOne },
    { weight: 2, arbitrary: time },
  ),
  { minLength: 5, maxLength: 80 },
);

function settingsChange(): fc.Arbitrary<Partial<Settings>> {
  return fc.oneof(
    fc.constantFrom('AUTOMATIC', 'BUSY', 'INVISIBLE').map((presenceMode) => ({ presenceMode }) as const),
    fc.constantFrom('EVERYONE', 'CONTACTS', 'NOBODY').map((presenceAudience) => ({ presenceAudience }) as const),
    fc.boolean().map((readReceipts) => ({ readReceipts })),
  );
}
