import { type Bridge, BridgeError } from '../../bridge/bridge.ts';
import type { CallInput, CallName, CallOutput } from '../../bridge/calls.ts';
import type { StoreOpening } from '../../bridge/store-calls.ts';
import type { DigestPage, DigestStretch } from '../../sync/digest.ts';
import type { MemberRow, MessageRow, ReceiptRow, ThreadRow } from '../../sync/records.ts';
import type { HeldMessages, HeldSearch, Snapshot, Store, StoreChange } from '../../sync/store.ts';
import { isStoreFailureCode, StoreFailure } from '../../sync/store-failure.ts';

type Calling = Pick<Bridge, 'call'>;

/** What the desktop keeps of a person: an encrypted file that main's store thread has open. Everything rejects with a `StoreFailure`. */
export class BridgeStore implements Store {
  readonly #bridge: Calling;

  private constructor(bridge: Calling) {
    this.#bridge = bridge;
  }

  /** Null where nothing may be kept on this device. */
  static async open(bridge: Calling, viewerId: string): Promise<{ readonly store: BridgeStore | null; readonly opening: StoreOpening }> {
    const opening = await ask(bridge, 'store.open', { viewerId });
    return { store: opening.isKept ? new BridgeStore(bridge) : null, opening };
  }

  load(): Promise<Snapshot> {
    return this.#read('store.load', {});
  }

  listMessages(conversationId: string, { before, limit }: { before: number; limit: number }): Promise<HeldMessages | null> {
    return this.#read('store.listMessages', { conversationId, before, limit });
  }

  digestMessages(conversationId: string, { before, limit }: DigestPage): Promise<DigestStretch | null> {
    return this.#read('store.digestMessages', { conversationId, before, limit });
  }

  listThreads(conversationId: string): Promise<readonly ThreadRow[]> {
    return this.#read('store.listThreads', { conversationId });
  }

  listMembers(conversationId: string): Promise<readonly MemberRow[]> {
    return this.#read('store.listMembers', { conversationId });
  }

  listReceipts(conversationId: string): Promise<readonly ReceiptRow[]> {
    return this.#read('store.listReceipts', { conversationId });
  }

  search({ text, order, limit }: HeldSearch): Promise<readonly MessageRow[]> {
    return this.#read('store.search', { text, order, limit });
  }

  async save(changes: readonly StoreChange[]): Promise<void> {
    await ask(this.#bridge, 'store.save', { changes: JSON.stringify(changes) });
  }

  close(): void {
    ask(this.#bridge, 'store.close', {}).catch((error: unknown) => console.warn('The store was not closed.', error));
  }

  async destroy(): Promise<void> {
    await ask(this.#bridge, 'store.destroy', {});
  }

  /** Main gives rows as they were saved. */
  async #read<Answer>(name: ReadingCall, input: CallInput<ReadingCall>): Promise<Answer> {
    return JSON.parse(await ask(this.#bridge, name, input)) as Answer;
  }
}

type ReadingCall = Extract<CallName, `store.l${string}` | 'store.search' | 'store.digestMessages'>;

async function ask<Name extends CallName>(bridge: Calling, name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  try {
    return await bridge.call(name, input);
  } catch (error) {
    const code = error instanceof BridgeError && isStoreFailureCode(error.code) ? error.code : 'UNAVAILABLE';
    throw new StoreFailure(code, error instanceof Error ? error.message : String(error), { cause: error });
  }
}
