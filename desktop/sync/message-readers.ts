import type { Request } from './catch-up.ts';
import { toPerson } from './read-wire.ts';
import { MESSAGE_READERS } from './receipt-documents.ts';
import type { Person } from './records.ts';
import { type Readable, Signal } from './signal.ts';
import type { WirePage } from './wire.ts';

export interface MessageReader {
  readonly person: Person;
  /** ISO 8601; absent: not yet, or not told. */
  readonly readAt?: string;
}

export interface MessageReadersState {
  readonly status: 'loading' | 'ready' | 'error';
  readonly people: readonly MessageReader[];
  readonly readCount: number;
  readonly totalCount: number;
  /** Where the next page begins; null after the last. */
  readonly nextCursor: string | null;
  readonly error?: Error;
}

interface WireReaders extends WirePage<{ readonly user: Person; readonly readAt: string | null }> {
  readonly readCount: number;
  readonly totalCount: number;
}

const NOTHING: MessageReadersState = { status: 'loading', people: [], readCount: 0, totalCount: 0, nextCursor: null };

/** Who got one message and who read it, page by page. Asked when it is shown; nothing of it is kept. */
export class MessageReaders {
  readonly #request: Request;
  readonly #state = new Signal<MessageReadersState>(NOTHING);
  /** What is asked for; an answer to anything else comes too late. */
  #asked: { readonly conversationId: string; readonly seq: number } | null = null;

  constructor(request: Request) {
    this.#request = request;
  }

  get state(): Readable<MessageReadersState> {
    return this.#state;
  }

  /** Shows the first page; what was shown of the same message stays until it comes. */
  async open(conversationId: string, seq: number): Promise<void> {
    const before = this.#asked;
    this.#asked = { conversationId, seq };
    if (before?.conversationId !== conversationId || before.seq !== seq) this.#state.set(NOTHING);
    await this.#load(null);
  }

  async loadMore(): Promise<void> {
    const { nextCursor } = this.#state.get();
    if (nextCursor !== null) await this.#load(nextCursor);
  }

  async #load(after: string | null): Promise<void> {
    const asked = this.#asked;
    try {
      const { messageReaders } = await this.#request<{ messageReaders: WireReaders }>(MESSAGE_READERS, { ...asked, after });
      if (asked === this.#asked) this.#show(messageReaders, after);
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#state.set({ ...this.#state.get(), status: 'error', error: error instanceof Error ? error : new Error(String(error)) });
    }
  }

  #show({ edges, pageInfo, readCount, totalCount }: WireReaders, after: string | null): void {
    const shown = this.#state.get();
    // The next page of a list that was read again meanwhile does not follow on it.
    if (after !== null && after !== shown.nextCursor) return;
    const page = edges.map(({ node: { user, readAt } }) => ({
      person: toPerson(user),
      ...(readAt && { readAt }),
    }));
    this.#state.set({
      status: 'ready',
      people: after === null ? page : [...shown.people, ...page],
      readCount,
      totalCount,
      nextCursor: pageInfo.hasNextPage ? pageInfo.endCursor : null,
    });
  }
}
