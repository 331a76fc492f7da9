import { expect, it } from 'vitest';
import { ManualBrowser, ManualPlatform, settled } from '../test/manual-platform.ts';
import { Drafts } from './drafts.ts';
import { MemoryStore } from './memory-store.ts';
import { StoreWriter } from './store-writer.ts';

const failed = (error: unknown) => expect.fail(String(error));

it('keeps a draft a moment after the last key, and an emptied one at once', async () => {
  const [platform, store] = [new ManualPlatform(), new MemoryStore()];
  const writer = new StoreWriter(store, failed);
  const drafts = new Drafts({ platform, writer, channel: new ManualBrowser().openChannel('drafts') }, []);
  const kept = async () => (await store.load()).drafts.map(({ text }) => text);
  drafts.set('team', 'hel');
  await platform.advance(200);
  drafts.set('team', 'hello');
  expect(drafts.texts.get().get('team')).toBe('hello');
  await platform.advance(299);
  expect(await kept()).toEqual([]);
  await platform.advance(1);
  expect(await kept()).toEqual(['hello']);
  drafts.set('team', '');
  await writer.flushed();
  expect(await kept()).toEqual([]);
  drafts.set('team', 'half a thou');
  drafts.close();
  await writer.flushed();
  expect(await kept()).toEqual(['half a thou']);
});

it('shows the draft of another tab', async () => {
  const [platform, browser] = [new ManualPlatform(), new ManualBrowser()];
  const writer = new StoreWriter(new MemoryStore(), failed);
  const open = () => new Drafts({ platform, writer, channel: browser.openChannel('drafts') }, [{ conversationId: 'team', text: 'old' }]);
  const [here, there] = [open(), open()];
  here.set('team', 'new');
  await platform.advance(300);
  await settled();
  expect(there.texts.get().get('team')).toBe('new');
});
