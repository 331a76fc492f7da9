import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStoreFolder, type StoreFolder } from '../../test/store-folder.ts';
import { SpareThread } from './store-thread.ts';
import { WorkerStore } from './worker-store.ts';

const PROGRAM = new URL('store-worker.ts', import.meta.url);

let place: StoreFolder;
beforeEach(() => {
  place = openStoreFolder();
});
afterEach(() => place.remove());

it('serves the store that is opened first, and is given away once', async () => {
  const spare = new SpareThread();
  spare.prepare(PROGRAM);
  let started = 0;
  const store = new WorkerStore({
    program: new URL('no-such-program.ts', import.meta.url),
    spare: {
      take: () => {
        started += 1;
        return spare.take();
      },
    },
    folder: place.folder,
    key: async () => place.key(),
    onRecovered: () => undefined,
    onBroken: () => undefined,
  });
  await store.open();
  expect(JSON.parse(await store.ask({ name: 'load' }))).toMatchObject({ conversations: [] });
  expect([started, spare.take()]).toEqual([1, null]);
  await store.close();
});

it('is not missed where it breaks before anybody needs it', async () => {
  const spare = new SpareThread();
  spare.prepare(new URL('no-such-program.ts', import.meta.url));
  await expect.poll(() => spare.isWaiting).toBe(false);
  expect(spare.take()).toBe(null);
});
