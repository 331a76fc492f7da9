import { expect, it } from 'vitest';
import { ModelNetwork } from '../test/model-network.ts';
import { actOnPerson } from '../test/model-people.ts';
import type { ModelServer } from '../test/model-server.ts';
import { ANN, BOB, say, startWorld } from '../test/model-world.ts';
import { openTestClient, type TestClient } from '../test/test-client.ts';
import type { PeopleAct } from './operation.ts';
import { PEOPLE_ACTS } from './people-documents.ts';

let deeds = 0;
const elsewhere = (server: ModelServer, [id, act, userId]: readonly [string, PeopleAct, string]) => {
  deeds += 1;
  return actOnPerson(server, id, [PEOPLE_ACTS[act], { userId, clientOperationId: `deed-${deeds}` }]);
};

/** What somebody keeps of Bob, as it is shown. */
const ofBob = ({ sync }: TestClient) => {
  const { CONTACT, BLOCK } = sync.viewerItems.state.get();
  return [CONTACT.get(BOB)?.state, BLOCK.has(BOB)];
};

async function open() {
  const server = startWorld();
  say(server, [BOB, 'team'], 'hello');
  const ann = await openTestClient(server, ANN);
  await ann.platform.advance(100);
  return { server, ann };
}

function goOffline({ network }: TestClient): void {
  network.isUp = false;
  network.cut();
}

it('asks and blocks without a network: shown at once, kept through a restart, sent in order, on all devices', async () => {
  const { server, ann } = await open();
  const other = await openTestClient(server, ANN, { platform: ann.platform });
  goOffline(ann);
  await ann.sync.people.act('requestContact', BOB);
  expect(ofBob(ann)).toEqual(['REQUESTED', false]);
  expect(ann.sync.viewerItems.state.get().CONTACT.get(BOB)).toMatchObject({ username: BOB, displayName: 'BOB' });
  await ann.sync.people.act('blockUser', BOB);
  expect(ofBob(ann)).toEqual([undefined, true]);
  await ann.crash();
  const network = new ModelNetwork(server, ANN);
  network.isUp = false;
  const again = await openTestClient(server, ANN, { store: ann.store, network, platform: ann.platform });
  expect([ofBob(again), ofBob(other)]).toEqual([
    [undefined, true],
    [undefined, false],
  ]);
  network.isUp = true;
  await again.platform.advance(60_000);
  expect([ofBob(again), ofBob(other)]).toEqual([
    [undefined, true],
    [undefined, true],
  ]);
  expect(network.asked.filter((document) => Object.values<string>(PEOPLE_ACTS).includes(document))).toEqual([
    PEOPLE_ACTS.requestContact,
    PEOPLE_ACTS.blockUser,
  ]);
  expect(again.sync.outbox.items.get()).toEqual([]);
  await again.crash();
  await other.crash();
});

it('accepts and declines what was asked, and takes a block back, without a network too', async () => {
  const { server, ann } = await open();
  elsewhere(server, [BOB, 'requestContact', ANN]);
  await ann.platform.advance(0);
  expect(ofBob(ann)).toEqual(['RECEIVED', false]);
  goOffline(ann);
  await ann.sync.people.act('acceptContact', BOB);
  expect(ofBob(ann)).toEqual(['ACCEPTED', false]);
  await ann.sync.people.act('blockUser', BOB);
  await ann.sync.people.act('unblockUser', BOB);
  expect(ofBob(ann)).toEqual([undefined, false]);
  ann.network.isUp = true;
  await ann.platform.advance(60_000);
  expect([ofBob(ann), server.items.of(BOB, `CONTACT ${ANN}`)?.contact]).toEqual([[undefined, false], null]);
  await ann.crash();
});

it('does nothing twice: an answer that was lost undoes nothing of what happened since', async () => {
  const { server, ann } = await open();
  elsewhere(server, [ANN, 'requestContact', BOB]);
  await ann.platform.advance(0);
  ann.network.isAnswering = false;
  await ann.sync.people.act('removeContact', BOB);
  await ann.platform.advance(100);
  expect(server.items.of(BOB, `CONTACT ${ANN}`)?.contact).toBeNull();
  elsewhere(server, [BOB, 'requestContact', ANN]);
  ann.network.isAnswering = true;
  await ann.platform.advance(60_000);
  expect(ofBob(ann)).toEqual(['RECEIVED', false]);
  expect(ann.sync.outbox.items.get()).toEqual([]);
  await ann.crash();
});

it('takes back what the server refuses, and says so once', async () => {
  const { server, ann } = await open();
  elsewhere(server, [BOB, 'blockUser', ANN]);
  goOffline(ann);
  const refused: unknown[] = [];
  ann.sync.viewerItems.onRefused((operation, { code }) => refused.push([operation, code]));
  await ann.sync.people.act('requestContact', BOB);
  expect(ofBob(ann)).toEqual(['REQUESTED', false]);
  ann.network.isUp = true;
  await ann.platform.advance(60_000);
  expect(ofBob(ann)).toEqual([undefined, false]);
  expect(refused).toEqual([[{ type: 'person', act: 'requestContact', userId: BOB, username: BOB, displayName: 'BOB' }, 'FORBIDDEN']]);
  expect([ann.sync.outbox.items.get(), (await ann.store.load()).outbox]).toEqual([[], []]);
  await ann.crash();
});
