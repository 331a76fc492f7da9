import type { Request } from './catch-up.ts';
import { THREAD_MESSAGES } from './history-documents.ts';
import { mergeMessages } from './merge-rows.ts';
import type { Stop } from './platform.ts';
import { type Brought, readUpToDate } from './read-up-to-date.ts';
import { nodesOf, peopleOfMessages, toMessageRow } from './read-wire.ts';
import type { MessageRow } from './records.ts';
import type { Replica } from './replica.ts';
import { type Readable, Signal } from './signal.ts';
import type { StoreWriter } from './store-writer.ts';
import { StretchReader } from './stretch-reader.ts';
import type { WireMessagePage } from './wire.ts';

/** So far back the store is searched for replies, in numbers of the sequence; beyond it the server answers sooner. */
const NEAR = 2_000;
const SCAN_PAGE = 500;
const TO_THE_END = Number.MAX_SAFE_INTEGER;

/** A thread as it is shown. */
export interface ThreadState {
  /** `missing`: the viewer may see no such message. */
  readonly status: 'loading' | 'ready' | 'missing' | 'error';
  readonly root: MessageRow | null;
  /** Ascending by number; without a hole up to the newest, unless `isPartial`. */
  readonly replies: readonly MessageRow[];
  readonly hasOlder: boolean;
  /** There is no network, and only what is held of the thread is shown. */
  readonly isPartial: boolean;
  readonly error: Error | null;
}

export interface ThreadEnds {
  readonly replica: Replica;
  readonly writer: StoreWriter;
  readonly request: Request;
}

export interface ThreadKey {
  readonly conversationId: string;
  readonly rootSeq: number;
}

const LOADING: ThreadState = { status: 'loading', root: null, replies: [], hasOlder: false, isPartial: false, error: null };

/** The replies to one message and that message, from the store or the server, kept current while it is open (MSG-2). */
export class ThreadView {
  readonly #ends: ThreadEnds;
  readonly #key: ThreadKey;
  readonly #state = new Signal<ThreadState>(LOADING);
  #olderCursor: string | null = null;
  #loadingOlder: Promise<void> | null = null;
  /** Rises with every reading: an answer to an earlier one is late. */
  #reading = 0;

  constructor(ends: ThreadEnds, key: ThreadKey) {
    this.#ends = ends;
    this.#key = key;
  }

  get state(): Readable<ThreadState> {
    return this.#state;
  }

  /** Reads the thread and keeps it current, until the function that it gives is called. */
  open(): Stop {
    const { replica } = this.#ends;
    const isMeant = (id: string) => id === this.#key.conversationId;
    const stops = [
      replica.onMessagesChanged((id, messages) => isMeant(id) && this.#change(messages)),
      replica.onReplaced((id) => isMeant(id) && this.reload()),
      replica.onRemoved((id) => isMeant(id) && this.#state.set({ ...LOADING, status: 'missing' })),
    ];
    this.reload();
    return () => {
      this.#reading += 1;
      for (const stop of stops) stop();
    };
  }

  /** Reads it again: after an error, or when there is a network again. What is shown stays until then. */
  readonly reload = (): void => {
    this.#reading += 1;
    void this.#load(this.#reading);
  };

  /** One page of older replies; callers at the same time wait for the same page. Rejects with an `ApiError`. */
  loadOlder(): Promise<void> {
    this.#loadingOlder ??= this.#fetchOlder().finally(() => {
      this.#loadingOlder = null;
    });
    return this.#loadingOlder;
  }

  async #load(reading: number): Promise<void> {
    const { replica } = this.#ends;
    try {
      const state = await readUpToDate(replica, this.#key.conversationId, (bring) => this.#read(bring));
      if (this.#reading === reading) this.#state.set(state);
    } catch (error) {
      if (this.#reading !== reading) return;
      this.#state.set({ ...this.#state.get(), status: 'error', error: error instanceof Error ? error : new Error(String(error)) });
    }
  }

  async #read(bring: Brought): Promise<ThreadState> {
    const { conversationId, rootSeq } = this.#key;
    const around = await new StretchReader(this.#ends).around(conversationId, { seq: rootSeq });
    const root = around?.messages.find(({ seq }) => seq === rootSeq);
    if (root === undefined) return { ...LOADING, status: 'missing' };
    const state = (await this.#readNear()) ?? (await this.#fetch(root.id));
    const [rootNow = root] = bring([root], { from: rootSeq, to: rootSeq });
    const from = state.hasOlder ? (state.replies[0]?.seq ?? 0) : rootSeq + 1;
    const replies = bring(state.replies, { from, to: TO_THE_END }).filter((row) => this.#isReply(row));
    return { ...state, root: rootNow, replies };
  }

  /** From the store alone, where the thread began not long ago; null where it does not have all of it. */
  async #readNear(): Promise<ThreadState | null> {
    const { conversationId, rootSeq } = this.#key;
    const row = this.#ends.replica.conversation(conversationId);
    if (row === undefined || row.window.startSeq > rootSeq || row.cursor - rootSeq > NEAR) return null;
    const replies = await this.#scan().catch(() => null);
    return replies && { ...LOADING, status: 'ready', replies };
  }

  /** All replies that the store has. */
  async #scan(): Promise<readonly MessageRow[]> {
    const { conversationId, rootSeq } = this.#key;
    const replies: MessageRow[] = [];
    for (let before = TO_THE_END; before > rootSeq + 1; ) {
      const page = { before, limit: SCAN_PAGE };
      const messages = (await this.#ends.writer.read((store) => store.listMessages(conversationId, page)))?.messages ?? [];
      replies.unshift(...messages.filter((row) => this.#isReply(row)));
      before = messages.length < SCAN_PAGE ? 0 : (messages[0]?.seq ?? 0);
    }
    return replies;
  }

  async #fetch(rootId: string): Promise<ThreadState> {
    try {
      const { rows, hasOlder } = await this.#fetchPage(rootId, null);
      return { ...LOADING, status: 'ready', replies: rows, hasOlder };
    } catch (error) {
      const replies = await this.#scan().catch(() => []);
      if (replies.length === 0) throw error;
      return { ...LOADING, status: 'ready', replies, isPartial: true };
    }
  }

  async #fetchOlder(): Promise<void> {
    const { root, hasOlder } = this.#state.get();
    const reading = this.#reading;
    if (root === null || !hasOlder) return;
    await readUpToDate(this.#ends.replica, this.#key.conversationId, async (bring) => {
      const page = await this.#fetchPage(root.id, this.#olderCursor);
      if (this.#reading !== reading) return;
      const older = bring(page.rows, { from: page.rows[0]?.seq ?? 0, to: page.rows.at(-1)?.seq ?? 0 });
      const state = this.#state.get();
      const replies = mergeMessages(older, state.replies).filter((row) => this.#isReply(row));
      this.#state.set({ ...state, replies, hasOlder: page.hasOlder });
    });
  }

  async #fetchPage(rootId: string, before: string | null): Promise<{ rows: readonly MessageRow[]; hasOlder: boolean }> {
    const { replica, request } = this.#ends;
    const { conversationId } = this.#key;
    const answer = await request<{ conversation: { threadMessages: WireMessagePage } | null }>(THREAD_MESSAGES, {
      id: conversationId,
      rootId,
      before,
    });
    const page = answer.conversation?.threadMessages;
    if (page === undefined) return { rows: [], hasOlder: false };
    const wire = nodesOf(page);
    replica.meetElsewhere(conversationId, { people: peopleOfMessages(wire), threads: page.threads });
    this.#olderCursor = page.pageInfo.startCursor;
    return { rows: wire.map(toMessageRow), hasOlder: page.pageInfo.hasPreviousPage };
  }

  #change(messages: readonly MessageRow[]): void {
    const state = this.#state.get();
    const { rootSeq } = this.#key;
    const [root = null] = mergeMessages(
      state.root === null ? [] : [state.root],
      messages.filter(({ seq }) => seq === rootSeq),
    );
    const from = state.hasOlder ? (state.replies[0]?.seq ?? 0) : rootSeq;
    const replies = mergeMessages(
      state.replies,
      messages.filter((row) => this.#isReply(row) && row.seq >= from),
    );
    if (root !== state.root || replies !== state.replies) this.#state.set({ ...state, root, replies });
  }

  #isReply({ threadRootSeq }: MessageRow): boolean {
    return threadRootSeq === this.#key.rootSeq;
  }
}
