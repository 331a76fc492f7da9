import type { Request } from './catch-up.ts';
import { MESSAGES_MAX, messagesOf } from './history-documents.ts';
import type { Stop } from './platform.ts';
import { peopleOfMessages, toMessageRow } from './read-wire.ts';
import type { MessageRow } from './records.ts';
import type { Replica } from './replica.ts';
import { type Readable, Signal } from './signal.ts';
import { isCurrent } from './store.ts';
import type { StoreWriter } from './store-writer.ts';
import type { Stretch } from './stretch.ts';
import type { WireMessage } from './wire.ts';

/** A message as another one names it. */
export interface MessageRef {
  readonly id: string;
  readonly seq: number;
}

/** A quoted message: not known yet, known, or none that the viewer may see. */
export type Quote = { readonly status: 'loading' | 'missing'; readonly row: null } | { readonly status: 'ready'; readonly row: MessageRow };

const LOADING: Quote = { status: 'loading', row: null };
const MISSING: Quote = { status: 'missing', row: null };

/** Quotes that are remembered although nothing shows them any more. */
const KEPT_QUOTES = 500;

export interface QuoteEnds {
  readonly replica: Replica;
  readonly writer: StoreWriter;
  readonly request: Request;
  /** The old place of a conversation that is in memory. */
  readonly stretch: (conversationId: string) => Readable<Stretch | null>;
}

interface Entry {
  readonly conversationId: string;
  readonly ref: MessageRef;
  readonly signal: Signal<Quote>;
  readonly readable: Readable<Quote>;
  watchers: number;
  isAsked: boolean;
}

/** Messages that others quote: from memory, the store, or the server, which is asked for many at once; kept current when they change. */
export class Quotes {
  readonly #ends: QuoteEnds;
  readonly #entries = new Map<string, Entry>();
  readonly #wanted: Entry[] = [];

  constructor(ends: QuoteEnds) {
    this.#ends = ends;
    ends.replica.onMessagesChanged((id, messages) => this.#change(id, messages));
    ends.replica.onReplaced((id) => this.#askAgain((entry) => entry.conversationId === id));
    ends.replica.onRemoved((id) => this.#forget(id));
  }

  /** The quoted message; looked for once somebody watches. */
  of(conversationId: string, ref: MessageRef): Readable<Quote> {
    const key = keyOf(conversationId, ref.seq);
    const known = this.#entries.get(key);
    if (known !== undefined) return known.readable;
    const signal = new Signal<Quote>(this.#inMemory(conversationId, ref.seq));
    const entry: Entry = {
      conversationId,
      ref,
      signal,
      readable: { get: signal.get, subscribe: (listener) => this.#watch(entry, listener) },
      watchers: 0,
      isAsked: signal.get() !== LOADING,
    };
    this.#entries.set(key, entry);
    return entry.readable;
  }

  /** There is a connection again: what got no answer is asked for once more. */
  connected(): void {
    this.#askAgain(({ signal }) => signal.get() === LOADING);
  }

  #watch(entry: Entry, listener: () => void): Stop {
    entry.watchers += 1;
    const stop = entry.signal.subscribe(listener);
    this.#ask(entry);
    return () => {
      entry.watchers -= 1;
      stop();
      this.#tidy();
    };
  }

  #ask(entry: Entry): void {
    if (entry.isAsked) return;
    entry.isAsked = true;
    this.#wanted.push(entry);
    // What is wanted in the same turn is looked up together.
    if (this.#wanted.length === 1) void Promise.resolve().then(() => this.#lookUp(this.#wanted.splice(0)));
  }

  #askAgain(isMeant: (entry: Entry) => boolean): void {
    for (const entry of this.#entries.values()) {
      if (!isMeant(entry)) continue;
      entry.isAsked = false;
      if (entry.watchers > 0) this.#ask(entry);
    }
  }

  async #lookUp(entries: readonly Entry[]): Promise<void> {
    const found = await Promise.all(entries.map((entry) => this.#readStored(entry)));
    const missing = entries.filter((_entry, index) => !found[index]);
    for (let i = 0; i < missing.length; i += MESSAGES_MAX) await this.#fetch(missing.slice(i, i + MESSAGES_MAX));
  }

  /** Whether it is held, so that it will be kept current. */
  async #readStored(entry: Entry): Promise<boolean> {
    const { replica, writer } = this.#ends;
    const { conversationId, ref } = entry;
    const row = replica.conversation(conversationId);
    if (row === undefined || row.window.startSeq > ref.seq) return false;
    const page = { before: ref.seq + 1, limit: 1 };
    const held = await writer.read((store) => store.listMessages(conversationId, page)).catch(() => null);
    const message = held?.messages[0];
    if (held == null || held.cursor < row.cursor || message?.seq !== ref.seq) return false;
    this.#put(entry, message);
    return true;
  }

  async #fetch(entries: readonly Entry[]): Promise<void> {
    const variables = Object.fromEntries(
      entries.flatMap(({ conversationId, ref }, i) => [
        [`conversation${i}`, conversationId],
        [`id${i}`, ref.id],
      ]),
    );
    try {
      const answer = await this.#ends.request<Readonly<Record<string, WireMessage | null>>>(messagesOf(entries.length), variables);
      for (const [index, entry] of entries.entries()) this.#receive(entry, answer[`m${index}`] ?? null);
    } catch {
      for (const entry of entries) entry.isAsked = false;
    }
  }

  #receive(entry: Entry, wire: WireMessage | null): void {
    if (wire === null) {
      entry.signal.set(MISSING);
      return;
    }
    this.#ends.replica.meetElsewhere(entry.conversationId, { people: peopleOfMessages([wire]), threads: [] });
    this.#put(entry, toMessageRow(wire));
  }

  #put({ signal }: Entry, row: MessageRow): void {
    const held = signal.get().row;
    if (isCurrent(held ?? undefined, row) && held !== row) signal.set({ status: 'ready', row });
  }

  #change(conversationId: string, messages: readonly MessageRow[]): void {
    if (this.#entries.size === 0) return;
    for (const message of messages) {
      const entry = this.#entries.get(keyOf(conversationId, message.seq));
      if (entry !== undefined) this.#put(entry, message);
    }
  }

  #inMemory(conversationId: string, seq: number): Quote {
    const { replica, stretch } = this.#ends;
    for (const held of [replica.timeline(conversationId).get(), stretch(conversationId).get()]) {
      const row = held?.messages.find((message) => message.seq === seq);
      if (row !== undefined) return { status: 'ready', row };
    }
    return LOADING;
  }

  #forget(conversationId: string): void {
    for (const entry of this.#entries.values()) if (entry.conversationId === conversationId) entry.signal.set(MISSING);
  }

  /** Lets go of the oldest that nobody watches. */
  #tidy(): void {
    let over = this.#entries.size - KEPT_QUOTES;
    for (const [key, { watchers }] of this.#entries) {
      if (over <= 0) return;
      if (watchers > 0) continue;
      this.#entries.delete(key);
      over -= 1;
    }
  }
}

const keyOf = (conversationId: string, seq: number) => `${conversationId} ${seq}`;
