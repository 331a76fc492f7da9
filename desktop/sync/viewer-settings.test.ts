import { expect, it } from 'vitest';
import { settled } from '../test/manual-platform.ts';
import { ModelNetwork } from '../test/model-network.ts';
import { ANN, startWorld } from '../test/model-world.ts';
import { Refused } from '../test/refused.ts';
import { openTestClient } from '../test/test-client.ts';

const DEFAULTS = { presenceMode: 'AUTOMATIC', presenceAudience: 'EVERYONE', readReceipts: true } as const;

it('is the same on all devices of a person, and known before there is a network', async () => {
  const server = startWorld();
  const [ann, other] = [await openTestClient(server, ANN), await openTestClient(server, ANN)];
  expect(ann.sync.settings.state.get()).toEqual(DEFAULTS);
  await ann.sync.settings.update({ presenceMode: 'BUSY' });
  await settled();
  const busy = { ...DEFAULTS, presenceMode: 'BUSY' };
  expect([ann.sync.settings.state.get(), other.sync.settings.state.get()]).toEqual([busy, busy]);
  await Promise.all([ann.crash(), other.crash()]);
  const network = new ModelNetwork(server, ANN);
  network.isUp = false;
  const offline = await openTestClient(server, ANN, { store: other.store, network });
  expect(offline.sync.settings.state.get()).toEqual(busy);
  await offline.crash();
});

it('learns with the first page of catching up what was decided elsewhere meanwhile', async () => {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  ann.network.isUp = false;
  ann.network.cut();
  server.updateSettings(ANN, { readReceipts: false });
  ann.network.isUp = true;
  await ann.platform.advance(60_000);
  expect(ann.sync.settings.state.get()).toEqual({ ...DEFAULTS, readReceipts: false });
  await ann.crash();
});

it('changes nothing here when the server refuses', async () => {
  const server = startWorld();
  const ann = await openTestClient(server, ANN);
  server.updateSettings = () => {
    throw new Refused('VALIDATION_ERROR', { field: 'input.presenceMode' });
  };
  await expect(ann.sync.settings.update({ presenceMode: 'INVISIBLE' })).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  expect(ann.sync.settings.state.get()).toEqual(DEFAULTS);
  await ann.crash();
});
