import type { ThreadRow } from './records.ts';
import { type Readable, Signal } from './signal.ts';
import { isCurrent } from './store.ts';
import type { StoreWriter } from './store-writer.ts';

type ThreadMap = ReadonlyMap<number, ThreadRow>;

const NONE: ThreadMap = new Map();

interface Held {
  readonly signal: Signal<ThreadMap>;
  isOpen: boolean;
  /** Counts how often the conversation was taken over whole or closed: what was read before it is stale. */
  version: number;
}

/** The threads of the conversations that are shown, in memory. What is not shown stays in the store. */
export class Threads {
  readonly #writer: StoreWriter;
  readonly #held = new Map<string, Held>();

  constructor(writer: StoreWriter) {
    this.#writer = writer;
  }

  /** By the number of the root; empty until `open`. Changes only if a thread does, and rows that stay are the same objects. */
  of(conversationId: string): Readable<ThreadMap> {
    return this.#heldOf(conversationId).signal;
  }

  /** From now on changes are collected; what the store has comes a moment later. */
  open(conversationId: string): void {
    const held = this.#heldOf(conversationId);
    if (held.isOpen) return;
    held.isOpen = true;
    void this.#read(conversationId, held);
  }

  close(conversationId: string): void {
    const held = this.#held.get(conversationId);
    if (held === undefined) return;
    held.isOpen = false;
    this.#begin(held, []);
  }

  /** Threads that are new or changed, or that a page told of. */
  put(conversationId: string, threads: readonly ThreadRow[]): void {
    const held = this.#heldOf(conversationId);
    if (held.isOpen) merge(held.signal, threads);
  }

  /** The conversation was taken over whole: what was held may have changed unseen. */
  replace(conversationId: string, threads: readonly ThreadRow[]): void {
    const held = this.#heldOf(conversationId);
    if (held.isOpen) this.#begin(held, threads);
  }

  async #read(conversationId: string, held: Held): Promise<void> {
    const { version } = held;
    // What cannot be read comes with the pages and events.
    const threads = await this.#writer.read((store) => store.listThreads(conversationId)).catch(() => []);
    if (held.version === version) merge(held.signal, threads);
  }

  #begin(held: Held, threads: readonly ThreadRow[]): void {
    held.version += 1;
    held.signal.set(threads.length === 0 ? NONE : new Map(threads.map((thread) => [thread.rootSeq, thread])));
  }

  #heldOf(conversationId: string): Held {
    const known = this.#held.get(conversationId);
    if (known !== undefined) return known;
    const created = { signal: new Signal<ThreadMap>(NONE), isOpen: false, version: 0 };
    this.#held.set(conversationId, created);
    return created;
  }
}

function merge(signal: Signal<ThreadMap>, threads: readonly ThreadRow[]): void {
  const fresh = threads.filter((thread) => {
    const held = signal.get().get(thread.rootSeq);
    return isCurrent(held, thread) && held?.changeSeq !== thread.changeSeq;
  });
  if (fresh.length === 0) return;
  const next = new Map(signal.get());
  for (const thread of fresh) next.set(thread.rootSeq, thread);
  signal.set(next);
}
