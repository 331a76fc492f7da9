import type { Bridge } from '../../bridge/bridge.ts';
import { MemoryStore } from '../../sync/memory-store.ts';
import type { Store } from '../../sync/store.ts';
import { BridgeStore } from './bridge-store.ts';
import { keeping } from './keeping.ts';

/** What the desktop app keeps of a person. Where it cannot, or may not, it lasts as long as the page, which says so. */
export async function openDesktopStore(bridge: Pick<Bridge, 'call'>, viewerId: string): Promise<Store> {
  try {
    const { store, opening } = await BridgeStore.open(bridge, viewerId);
    if (opening.recovery !== null) keeping.recovered(opening.recovery);
    return store ?? new MemoryStore();
  } catch (error) {
    keeping.failed(error);
    return new MemoryStore();
  }
}
