import { z } from 'zod';
import { call } from './contract.ts';

/** What happened to a store that could not be read as it was. */
export interface StoreRecovery {
  readonly reason: 'CORRUPT' | 'WRONG_KEY';
  /** How many rows of what is nowhere else (outbox, drafts, read marks) could be carried over. */
  readonly carriedOver: number;
  /** Whether those were all. */
  readonly isComplete: boolean;
}

/** `isKept`: false where nothing may be written on this device (security E10); then the page keeps things in memory. */
export interface StoreOpening {
  readonly isKept: boolean;
  readonly recovery: StoreRecovery | null;
}

const EMPTY = z.strictObject({});
const ID = z.string().min(1).max(100);
const CONVERSATION = z.strictObject({ conversationId: ID });
/** Of a list of changes: more than any page of history or catching up. */
const CHANGES_MAX = 64_000_000;

/**
 * What a page keeps of its person, in an encrypted file (DESKTOP-2). Rows cross as one JSON text: taking objects from world to world costs the page
 * more than reading them. Fail with WRONG_KEY, CORRUPT, NEWER_VERSION, DISK_FULL, CLOSED or UNAVAILABLE.
 */
export const STORE_CALLS = {
  /** Opens the person's store; all other calls are about it. One that was open is closed. */
  'store.open': call<StoreOpening>()(z.strictObject({ viewerId: z.string().regex(/^[\w-]{1,64}$/) }), ['workspace']),
  /** Gives a `Snapshot`. */
  'store.load': call<string>()(EMPTY, ['workspace']),
  /** Gives `HeldMessages` or null. */
  'store.listMessages': call<string>()(z.strictObject({ conversationId: ID, before: z.int().min(0), limit: z.int().min(1).max(10_000) }), [
    'workspace',
  ]),
  /** Gives the digests of the blocks of that stretch, or null. */
  'store.digestMessages': call<string>()(
    z.strictObject({ conversationId: ID, before: z.int().min(0), limit: z.int().min(1).max(10_000) }),
    ['workspace'],
  ),
  'store.listThreads': call<string>()(CONVERSATION, ['workspace']),
  'store.listMembers': call<string>()(CONVERSATION, ['workspace']),
  'store.listReceipts': call<string>()(CONVERSATION, ['workspace']),
  /** Gives messages. */
  'store.search': call<string>()(
    z.strictObject({ text: z.string().max(1_000), order: z.enum(['TIME', 'RANK']), limit: z.int().min(1).max(1_000) }),
    ['workspace'],
  ),
  /** `changes`: a list of `StoreChange`; they are on disk when it answers. */
  'store.save': call<null>()(z.strictObject({ changes: z.string().min(2).max(CHANGES_MAX) }), ['workspace']),
  'store.close': call<null>()(EMPTY, ['workspace']),
  /** Removes everything that is kept of the person in this workspace. */
  'store.destroy': call<null>()(EMPTY, ['workspace']),
} as const;
