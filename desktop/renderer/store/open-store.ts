import { MemoryStore } from '../../sync/memory-store.ts';
import type { Store } from '../../sync/store.ts';
import { IndexedDbStore } from './indexed-db-store.ts';

/** What is kept of a person in this browser. Where the browser refuses (some private windows), it lasts as long as the page. */
export async function openStore(viewerId: string): Promise<Store> {
  try {
    return await IndexedDbStore.open(viewerId);
  } catch (error) {
    console.warn('This browser keeps nothing: messages that are not sent are lost when the page is closed.', error);
    return new MemoryStore();
  }
}
