import { isMentioned } from './apply-change.ts';
import type { Request } from './catch-up.ts';
import type { ConnectionState } from './connection.ts';
import type { FollowedThread, FollowedThreadsState, WireViewerThread } from './followed-thread.ts';
import { FOLLOWED_THREAD, FOLLOWED_THREADS } from './followed-thread-documents.ts';
import { type HeldThreadEnds, readHeldThreads } from './held-threads.ts';
import type { Platform, Stop } from './platform.ts';
import { peopleOfMessages, toMessageRow } from './read-wire.ts';
import type { MessageRow } from './records.ts';
import { type Readable, Signal } from './signal.ts';
import { isCurrent } from './store.ts';
import type { ThreadPreferences } from './viewer-item.ts';
import type { ViewerState } from './viewer-state.ts';
import type { WirePage } from './wire.ts';

/** Replies come in bursts: a thread is asked for once for all that came within this time. */
const GATHER_MS = 150;
/** Of more threads than this, the newest page is asked for instead. */
const ASKED_MAX = 5;

export interface FollowedThreadsEnds extends HeldThreadEnds {
  readonly request: Request;
  readonly viewerItems: { readonly state: Readable<ViewerState> };
  readonly connection: { readonly state: Readable<ConnectionState> };
  readonly platform: Pick<Platform, 'setTimer'>;
}

type Own = ReadonlyMap<string, ThreadPreferences>;

const LOADING: FollowedThreadsState = { status: 'loading', threads: [], hasMore: false, isHeldOnly: false, error: null };

/**
 * The threads that the viewer follows, with what is unread in each (MSG-2). Asked for while something shows them, with every new connection,
 * and one by one when something happens in them; what one reads shows at once. Without a network they are what this device holds.
 */
export class FollowedThreads {
  readonly #ends: FollowedThreadsEnds;
  readonly #state = new Signal<FollowedThreadsState>(LOADING);
  /** By the id of their root. */
  #known = new Map<string, FollowedThread>();
  /** Threads that are not followed, by the id of their root: replies in them are nothing to ask about. */
  readonly #ignored = new Set<string>();
  /** What happened in them is not asked for yet: by the id of their root, the conversation. */
  readonly #touched = new Map<string, string>();
  #own: Own = new Map();
  #watchers = 0;
  #isOnline = false;
  /** Rises with every page that is asked for anew: an answer to an earlier one is late. */
  #reading = 0;
  #endCursor: string | null = null;
  #stops: readonly Stop[] = [];
  #stopTimer: Stop | null = null;

  constructor(ends: FollowedThreadsEnds) {
    this.#ends = ends;
  }

  get state(): Readable<FollowedThreadsState> {
    return this.#state;
  }

  /** Keeps them current until stopped. */
  watch(): Stop {
    this.#watchers += 1;
    if (this.#watchers === 1) this.#start();
    return () => {
      this.#watchers -= 1;
      if (this.#watchers === 0) this.#end();
    };
  }

  /** Asks for them again, after an error. */
  readonly reload = (): void => {
    void this.#readFirst();
  };

  /** Older ones; rejects with an `ApiError`. */
  async loadMore(): Promise<void> {
    const reading = this.#reading;
    if (!this.#state.get().hasMore) return;
    const page = await this.#fetch(this.#endCursor);
    if (this.#reading !== reading) return;
    for (const told of page.threads) this.#put(told);
    this.#show({ hasMore: page.hasMore });
  }

  #start(): void {
    const { replica, viewerItems, connection } = this.#ends;
    this.#own = viewerItems.state.get().THREAD;
    this.#stops = [
      replica.onMessagesChanged((_id, messages) => this.#onMessages(messages)),
      replica.onReplaced(() => this.#isOnline && this.#gather()),
      replica.onRemoved((id) => this.#forget(id)),
      viewerItems.state.subscribe(() => this.#onItems()),
      connection.state.subscribe(() => this.#onConnection()),
    ];
    this.#onConnection();
  }

  #end(): void {
    for (const stop of this.#stops) stop();
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#isOnline = false;
    this.#reading += 1;
  }

  #onConnection(): void {
    const { state } = this.#ends.connection.state.get();
    const wasOnline = this.#isOnline;
    this.#isOnline = state === 'online';
    if (this.#isOnline && !wasOnline) void this.#readFirst();
    if (state === 'offline' && this.#state.get().status === 'loading') void this.#readHeld();
  }

  /** The newest page takes the place of everything, but for what happened while it was on its way. */
  async #readFirst(): Promise<void> {
    this.#reading += 1;
    const reading = this.#reading;
    this.#touched.clear();
    try {
      const page = await this.#fetch(null);
      if (this.#reading !== reading) return;
      const before = this.#known;
      this.#known = new Map();
      this.#ignored.clear();
      for (const told of page.threads) this.#put(newer(before.get(told.thread.rootId), told));
      this.#show({ status: 'ready', hasMore: page.hasMore, isHeldOnly: false, error: null });
    } catch (error) {
      if (this.#reading === reading) await this.#readHeld(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #fetch(after: string | null): Promise<{ readonly threads: readonly FollowedThread[]; readonly hasMore: boolean }> {
    const { threads } = await this.#ends.request<{ threads: WirePage<WireViewerThread> }>(FOLLOWED_THREADS, { after });
    this.#endCursor = threads.pageInfo.endCursor;
    return { threads: threads.edges.map(({ node }) => this.#toFollowed(node)), hasMore: threads.pageInfo.hasNextPage };
  }

  /** Where nothing came from the server yet; else what is shown stays. */
  async #readHeld(error: Error | null = null): Promise<void> {
    if (this.#state.get().status === 'ready') return;
    const reading = this.#reading;
    const held = await readHeldThreads(this.#ends, this.#own).catch(() => []);
    if (this.#reading !== reading) return;
    for (const thread of held) this.#put(thread);
    this.#show({ status: held.length === 0 && error !== null ? 'error' : 'ready', isHeldOnly: true, error });
  }

  #toFollowed({ thread, root, readSeq, unreadCount }: WireViewerThread): FollowedThread {
    this.#ends.replica.meetElsewhere(thread.conversationId, { people: peopleOfMessages([root]), threads: [] });
    return { thread, root: toMessageRow(root), readSeq, unreadCount };
  }

  #onMessages(messages: readonly MessageRow[]): void {
    for (const message of messages) {
      const begun = this.#known.get(message.id);
      if (begun !== undefined && isCurrent(begun.root, message)) {
        this.#put({ ...begun, root: message });
        this.#show();
      }
      if (message.threadRootId !== null && this.#isNews(message)) this.#touch(message.threadRootId, message.conversationId);
    }
  }

  /** Whether a reply is one in a thread that is followed, or that is from now on. */
  #isNews(message: MessageRow): boolean {
    const { viewerId } = this.#ends.replica;
    const isConcerned = message.senderId === viewerId || isMentioned(message, viewerId);
    return isConcerned || !this.#ignored.has(message.threadRootId ?? '');
  }

  /** What the viewer decided or read, here or elsewhere. */
  #onItems(): void {
    const [before, own] = [this.#own, this.#ends.viewerItems.state.get().THREAD];
    if (before === own) return;
    this.#own = own;
    for (const [rootId, value] of own) {
      if (before.get(rootId) === value) continue;
      const known = this.#known.get(rootId);
      const isSettled = known === undefined ? value.isFollowed !== true : value.readSeq >= known.thread.lastReplySeq;
      if (!isSettled) this.#touch(rootId, value.conversationId);
    }
    this.#show();
  }

  #touch(rootId: string, conversationId: string): void {
    this.#touched.set(rootId, conversationId);
    this.#gather();
  }

  #gather(): void {
    this.#stopTimer ??= this.#ends.platform.setTimer(GATHER_MS, () => {
      this.#stopTimer = null;
      void this.#askTouched();
    });
  }

  /** Without a connection the next one asks for all. */
  async #askTouched(): Promise<void> {
    const asked = [...this.#touched];
    this.#touched.clear();
    if (!this.#isOnline) return;
    if (asked.length === 0 || asked.length > ASKED_MAX) return this.#readFirst();
    await Promise.all(asked.map(([rootId, conversationId]) => this.#askOne(rootId, conversationId).catch(() => undefined)));
  }

  async #askOne(rootId: string, conversationId: string): Promise<void> {
    const { thread: told } = await this.#ends.request<{ thread: WireViewerThread | null }>(FOLLOWED_THREAD, { conversationId, rootId });
    if (this.#watchers === 0) return;
    // That one follows it may be on its way out.
    const isFollowed = told !== null && (told.isFollowed || this.#own.get(rootId)?.isFollowed === true);
    if (!isFollowed) {
      this.#known.delete(rootId);
      this.#ignored.add(rootId);
    } else {
      this.#ignored.delete(rootId);
      this.#put(newer(this.#known.get(rootId), this.#toFollowed(told)));
    }
    this.#show();
  }

  #forget(conversationId: string): void {
    for (const [rootId, { thread }] of this.#known) if (thread.conversationId === conversationId) this.#known.delete(rootId);
    this.#show();
  }

  #put(thread: FollowedThread): void {
    this.#known.set(thread.thread.rootId, thread);
  }

  #show(change: Partial<FollowedThreadsState> = {}): void {
    const threads = [...this.#known.values()]
      .filter(({ thread }) => this.#own.get(thread.rootId)?.isFollowed !== false && thread.replyCount > 0)
      .map((thread) => asRead(thread, this.#own))
      .sort((a, b) => (a.thread.lastReplyAt < b.thread.lastReplyAt ? 1 : -1));
    this.#state.set({ ...this.#state.get(), ...change, threads });
  }
}

/** Of two answers that may overtake each other the later one; the root may have changed since. */
function newer(held: FollowedThread | undefined, told: FollowedThread): FollowedThread {
  if (held === undefined) return told;
  const latest = told.thread.changeSeq >= held.thread.changeSeq ? told : held;
  return isCurrent(held.root, told.root) ? { ...latest, root: told.root } : { ...latest, root: held.root };
}

/** What was read on this device, and the server may not know yet. */
function asRead(followed: FollowedThread, own: Own): FollowedThread {
  const readSeq = own.get(followed.thread.rootId)?.readSeq ?? 0;
  return followed.unreadCount > 0 && readSeq >= followed.thread.lastReplySeq ? { ...followed, readSeq, unreadCount: 0 } : followed;
}
