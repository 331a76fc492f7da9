import type { HeldSearch } from '../../sync/store.ts';
import type { StoreFailureCode } from '../../sync/store-failure.ts';
import type { Recovery } from './recover-store.ts';

interface Conversation {
  readonly conversationId: string;
}

/** What is asked of an open store; each is answered in JSON. */
export type StoreAsk =
  | { readonly name: 'load' }
  | { readonly name: 'listMessages' | 'digestMessages'; readonly input: Conversation & { readonly before: number; readonly limit: number } }
  | { readonly name: 'listThreads' | 'listMembers' | 'listReceipts'; readonly input: Conversation }
  | { readonly name: 'search'; readonly input: HeldSearch }
  /** `changes`: a list of `StoreChange` as JSON, looked at before anything is saved. */
  | { readonly name: 'save'; readonly input: { readonly changes: string } };

/** To the thread of a store. Opened once; after `close` or `destroy` it ends. */
export type ToStore =
  | { readonly id: number; readonly type: 'open'; readonly folder: string; readonly key: Uint8Array }
  | { readonly id: number; readonly type: 'ask'; readonly ask: StoreAsk }
  | { readonly id: number; readonly type: 'close' | 'destroy' };

/** From it. Whatever is no failure of a store comes with no code. */
export type FromStore =
  | { readonly type: 'answer'; readonly id: number; readonly answer: string }
  | { readonly type: 'failure'; readonly id: number; readonly code: StoreFailureCode | null; readonly message: string }
  | { readonly type: 'recovered'; readonly recovery: Recovery };
