import type { Request } from './catch-up.ts';
import { LookingBack, type Place } from './looking-back.ts';
import { showMembers } from './member-reader.ts';
import { fetchOlderPage } from './older-page.ts';
import { Quotes } from './quotes.ts';
import { readUpToDate } from './read-up-to-date.ts';
import type { MemberRow, Person } from './records.ts';
import type { Replica } from './replica.ts';
import { type Readable, Signal } from './signal.ts';
import type { StoreWriter } from './store-writer.ts';
import type { Stretch, Target } from './stretch.ts';
import { ThreadView } from './thread-view.ts';

/** Messages of a page, from the store or the server. */
const PAGE_SIZE = 50;

/**
 * As many messages fill a screen: with fewer in the store, an older page is fetched first. Shown without it, the end would be taken for all
 * there is, and what is unread above for read.
 */
const SCREENFUL = 25;
/** Pages that are looked through for a screenful: a stretch of replies fills none. */
const FIRST_PAGES = 4;

/** Timelines that stay in memory when nobody looks at them any more; a long one does not, whose rows the store gives as fast. */
const KEPT_TIMELINES = 24;
const KEPT_MESSAGES = 1_000;

export interface HistoryEnds {
  readonly replica: Replica;
  readonly writer: StoreWriter;
  readonly request: Request;
  /** Takes a conversation over from the server, with its newest messages. */
  readonly fetchWhole: (conversationId: string) => Promise<void>;
}

/** How far back a conversation is shown, and whether more is on its way. */
export interface Progress {
  readonly isLoadingOlder: boolean;
  readonly error: Error | null;
}

const IDLE: Progress = { isLoadingOlder: false, error: null };

/** Brings messages into memory as someone looks back: from the store while it has them, then page by page from the server. */
export class History {
  /** Messages that others quote. */
  readonly quotes: Quotes;
  readonly #ends: HistoryEnds;
  readonly #progress = new Map<string, Signal<Progress>>();
  readonly #opening = new Map<string, Promise<void>>();
  readonly #loading = new Map<string, Promise<void>>();
  readonly #lookingBack: LookingBack;
  /** How many look at a conversation; the one that was looked at last is last. */
  readonly #lookers = new Map<string, number>();

  constructor(ends: HistoryEnds) {
    this.#ends = ends;
    this.#lookingBack = new LookingBack(ends);
    this.quotes = new Quotes({ ...ends, stretch: (id) => this.stretch(id) });
  }

  progress(conversationId: string): Readable<Progress> {
    return this.#progressOf(conversationId);
  }

  /** Keeps the conversation's timeline in memory until the function that it gives is called; a few stay longer. */
  hold(conversationId: string): () => void {
    const lookers = (this.#lookers.get(conversationId) ?? 0) + 1;
    this.#lookers.delete(conversationId);
    this.#lookers.set(conversationId, lookers);
    return () => {
      this.#lookers.set(conversationId, (this.#lookers.get(conversationId) ?? 1) - 1);
      this.#letGo();
    };
  }

  /** A thread as somebody looks at it; read once it is opened. */
  thread(conversationId: string, rootSeq: number): ThreadView {
    return new ThreadView(this.#ends, { conversationId, rootSeq });
  }

  /** An old place that is shown instead of the newest messages; null while those are. */
  stretch(conversationId: string): Readable<Stretch | null> {
    return this.#lookingBack.stretch(conversationId);
  }

  /** Shows a conversation around a message, also one beyond what is held (MSG-4). Rejects with an `ApiError`; then what was shown stays. */
  async openAround(conversationId: string, target: Target): Promise<Place> {
    await this.open(conversationId).catch((error: unknown) => {
      // What is held may be too little for a screen and still have the message.
      if (this.#ends.replica.timeline(conversationId).get() === null) throw error;
    });
    return this.#lookingBack.openAround(conversationId, target);
  }

  /** Whether messages follow on those that are shown. */
  hasNewer(conversationId: string): boolean {
    return this.#lookingBack.stretch(conversationId).get() !== null;
  }

  /** Shows one newer page of an old place; callers at the same time wait for the same page. Rejects with an `ApiError`. */
  loadNewer(conversationId: string): Promise<void> {
    return this.#lookingBack.loadNewer(conversationId);
  }

  /** Shows the newest messages again. */
  returnToEnd(conversationId: string): void {
    this.#lookingBack.leave(conversationId);
  }

  /** Shows the newest messages of a conversation, from the store first. Rejects with an `ApiError` if the first page cannot be fetched. */
  open(conversationId: string): Promise<void> {
    return this.#once(this.#opening, conversationId, () => this.#open(conversationId));
  }

  async #open(conversationId: string): Promise<void> {
    const { replica, fetchWhole } = this.#ends;
    if (replica.conversation(conversationId) === undefined || replica.timeline(conversationId).get() !== null) return;
    replica.openTimeline(conversationId);
    try {
      const isShown = await this.#showStored(conversationId, Number.MAX_SAFE_INTEGER);
      if (!isShown) await fetchWhole(conversationId);
    } catch (error) {
      replica.closeTimeline(conversationId);
      throw error;
    }
    try {
      for (let pages = 0; pages < FIRST_PAGES && this.#isShort(conversationId); pages += 1) await this.#loadLive(conversationId);
    } finally {
      // Without an answer as well: then it is what there is.
      replica.showTimeline(conversationId);
    }
  }

  #isShort(conversationId: string): boolean {
    const shown = this.#ends.replica.timeline(conversationId).get()?.messages ?? [];
    const inTimeline = shown.reduce((count, { threadRootSeq }) => count + Number(threadRootSeq === null), 0);
    return inTimeline < SCREENFUL && this.#hasOlderLive(conversationId);
  }

  /** Whether messages lie before those that are shown. */
  hasOlder(conversationId: string): boolean {
    return this.hasNewer(conversationId) ? this.#lookingBack.hasOlder(conversationId) : this.#hasOlderLive(conversationId);
  }

  #hasOlderLive(conversationId: string): boolean {
    const { replica } = this.#ends;
    const row = replica.conversation(conversationId);
    const timeline = replica.timeline(conversationId).get();
    if (row === undefined || timeline === null) return false;
    return timeline.startSeq > row.window.startSeq || row.window.olderCursor !== null;
  }

  /** Shows one older page; callers at the same time wait for the same page. Rejects with an `ApiError`. */
  loadOlder(conversationId: string): Promise<void> {
    return this.hasNewer(conversationId) ? this.#lookingBack.loadOlder(conversationId) : this.#loadLive(conversationId);
  }

  #letGo(): void {
    const { replica } = this.#ends;
    const idle = [...this.#lookers].filter(([, lookers]) => lookers === 0).map(([id]) => id);
    const isLong = (id: string) => (replica.timeline(id).get()?.messages.length ?? 0) > KEPT_MESSAGES;
    for (const [index, id] of idle.entries()) {
      this.#lookingBack.leave(id);
      if (index >= idle.length - KEPT_TIMELINES && !isLong(id)) continue;
      this.#lookers.delete(id);
      replica.closeTimeline(id);
    }
  }

  #loadLive(conversationId: string): Promise<void> {
    return this.#once(this.#loading, conversationId, () => this.#load(conversationId));
  }

  #once(running: Map<string, Promise<void>>, key: string, work: () => Promise<void>): Promise<void> {
    const known = running.get(key);
    if (known !== undefined) return known;
    const begun = work().finally(() => running.delete(key));
    running.set(key, begun);
    return begun;
  }

  /** Shows who is in a conversation: from the store, else from the server. Rejects with an `ApiError`. */
  async openMembers(conversationId: string): Promise<void> {
    const { replica } = this.#ends;
    if (replica.members(conversationId).get() !== null) return;
    replica.collectMembers(conversationId);
    try {
      await showMembers(this.#ends, conversationId);
    } catch (error) {
      replica.closeMembers(conversationId);
      throw error;
    }
  }

  async #load(conversationId: string): Promise<void> {
    if (!this.#hasOlderLive(conversationId)) return;
    const progress = this.#progressOf(conversationId);
    progress.set({ isLoadingOlder: true, error: null });
    try {
      if (this.#isInStore(conversationId)) await this.#showStoredOlder(conversationId);
      else await fetchOlderPage(this.#ends, conversationId);
      progress.set(IDLE);
    } catch (error) {
      progress.set({ isLoadingOlder: false, error: error instanceof Error ? error : new Error(String(error)) });
      throw error;
    }
  }

  #isInStore(conversationId: string): boolean {
    const { replica } = this.#ends;
    const start = replica.timeline(conversationId).get()?.startSeq ?? 0;
    return start > (replica.conversation(conversationId)?.window.startSeq ?? 0);
  }

  async #showStoredOlder(conversationId: string): Promise<void> {
    const { replica, fetchWhole } = this.#ends;
    const isShown = await this.#showStored(conversationId, replica.timeline(conversationId).get()?.startSeq ?? 0);
    if (!isShown) await fetchWhole(conversationId);
  }

  /** False if the store holds less than memory, which takes another tab or a full disk. */
  #showStored(conversationId: string, before: number): Promise<boolean> {
    const { replica, writer } = this.#ends;
    return readUpToDate(replica, conversationId, async (bring) => {
      const cursor = replica.conversation(conversationId)?.cursor ?? 0;
      const held = await writer.read((store) => store.listMessages(conversationId, { before, limit: PAGE_SIZE }));
      const row = replica.conversation(conversationId);
      if (held === null || row === undefined || held.cursor < cursor || held.window.startSeq > row.window.startSeq) return false;
      const first = held.messages[0];
      const isPageFull = held.messages.length === PAGE_SIZE && first !== undefined;
      const startSeq = isPageFull ? first.seq : row.window.startSeq;
      replica.showOlder(conversationId, { startSeq, messages: bring(held.messages, { from: startSeq, to: before - 1 }) });
      return true;
    });
  }

  #progressOf(conversationId: string): Signal<Progress> {
    const known = this.#progress.get(conversationId);
    if (known !== undefined) return known;
    const created = new Signal<Progress>(IDLE);
    this.#progress.set(conversationId, created);
    return created;
  }
}

/** Members that are still in the conversation, in the order they joined. */
export const currentMembers = (members: readonly MemberRow[]): MemberRow[] =>
  members.filter(({ leftSeq }) => leftSeq === null).sort((a, b) => (a.joinedAt < b.joinedAt ? -1 : Number(a.joinedAt > b.joinedAt)));

/** The person of a row; a stand-in for one whose name has not arrived yet. */
export const personOf = (replica: Replica, id: string): Person => replica.person(id) ?? { id, username: id, displayName: '…' };
