import type { Request } from './catch-up.ts';
import { MEMBERS, OLDER_MESSAGES } from './documents.ts';
import { nodesOf, peopleOfMessages, toMemberRow, toMessageRow, toPerson, windowOf } from './read-wire.ts';
import type { MemberRow, Person } from './records.ts';
import type { Replica } from './replica.ts';
import { type Readable, Signal } from './signal.ts';
import type { Store } from './store.ts';
import type { StoreWriter } from './store-writer.ts';
import type { WireMember, WireMessagePage, WirePage } from './wire.ts';

/** Messages of a page, from the store or the server. */
const PAGE_SIZE = 50;

/**
 * As many messages fill a screen: with fewer in the store, an older page is fetched first. Shown without it, the end would be taken for all
 * there is, and what is unread above for read.
 */
const SCREENFUL = 25;

export interface HistoryEnds {
  readonly replica: Replica;
  readonly store: Store;
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
  readonly #ends: HistoryEnds;
  readonly #progress = new Map<string, Signal<Progress>>();
  readonly #loading = new Map<string, Promise<void>>();

  constructor(ends: HistoryEnds) {
    this.#ends = ends;
  }

  progress(conversationId: string): Readable<Progress> {
    return this.#progressOf(conversationId);
  }

  /** Shows the newest messages of a conversation, from the store first. Rejects with an `ApiError` if the first page cannot be fetched. */
  async open(conversationId: string): Promise<void> {
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
      if (this.#isShort(conversationId)) await this.loadOlder(conversationId);
    } finally {
      // Without an answer as well: then it is what there is.
      replica.showTimeline(conversationId);
    }
  }

  #isShort(conversationId: string): boolean {
    const shown = this.#ends.replica.timeline(conversationId).get()?.messages.length ?? 0;
    return shown < SCREENFUL && this.hasOlder(conversationId);
  }

  hasOlder(conversationId: string): boolean {
    const { replica } = this.#ends;
    const row = replica.conversation(conversationId);
    const timeline = replica.timeline(conversationId).get();
    if (row === undefined || timeline === null) return false;
    return timeline.startSeq > row.window.startSeq || row.window.olderCursor !== null;
  }

  /** Shows one older page; callers at the same time wait for the same page. Rejects with an `ApiError`. */
  loadOlder(conversationId: string): Promise<void> {
    const running = this.#loading.get(conversationId);
    if (running !== undefined) return running;
    const loading = this.#load(conversationId).finally(() => this.#loading.delete(conversationId));
    this.#loading.set(conversationId, loading);
    return loading;
  }

  /** Shows who is in a conversation: from the store, else from the server. Rejects with an `ApiError`. */
  async openMembers(conversationId: string): Promise<void> {
    const { replica } = this.#ends;
    if (replica.members(conversationId).get() !== null) return;
    replica.collectMembers(conversationId);
    try {
      await this.#showMembers(conversationId);
    } catch (error) {
      replica.closeMembers(conversationId);
      throw error;
    }
  }

  async #showMembers(conversationId: string): Promise<void> {
    const { replica, store, writer } = this.#ends;
    if (replica.conversation(conversationId)?.hasMembers) {
      await writer.flushed();
      replica.showMembers(conversationId, await store.listMembers(conversationId));
      return;
    }
    const wire = await this.#fetchMembers(conversationId);
    if (wire === null) {
      // The viewer is not in it any more; what tells so is on its way.
      replica.closeMembers(conversationId);
      return;
    }
    const people = wire.map(({ user }) => toPerson(user));
    replica.showMembers(conversationId, wire.map(toMemberRow), people);
  }

  async #load(conversationId: string): Promise<void> {
    if (!this.hasOlder(conversationId)) return;
    const progress = this.#progressOf(conversationId);
    progress.set({ isLoadingOlder: true, error: null });
    try {
      if (this.#isInStore(conversationId)) await this.#showStoredOlder(conversationId);
      else await this.#fetchOlder(conversationId);
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
  async #showStored(conversationId: string, before: number): Promise<boolean> {
    const { replica, store, writer } = this.#ends;
    const cursor = replica.conversation(conversationId)?.cursor ?? 0;
    await writer.flushed();
    const held = await store.listMessages(conversationId, { before, limit: PAGE_SIZE });
    const row = replica.conversation(conversationId);
    if (held === null || row === undefined || held.cursor < cursor || held.window.startSeq > row.window.startSeq) return false;
    const first = held.messages[0];
    const isPageFull = held.messages.length === PAGE_SIZE && first !== undefined;
    replica.showOlder(conversationId, { startSeq: isPageFull ? first.seq : row.window.startSeq, messages: held.messages });
    return true;
  }

  async #fetchOlder(conversationId: string): Promise<void> {
    const { replica, request } = this.#ends;
    const before = replica.conversation(conversationId)?.window;
    if (before === undefined || before.olderCursor === null) return;
    const { conversation } = await request<{ conversation: { messages: WireMessagePage } | null }>(OLDER_MESSAGES, {
      id: conversationId,
      before: before.olderCursor,
    });
    // Meanwhile the conversation may have left the client or been taken over: then the page is not next to what is held.
    if (conversation === null || replica.conversation(conversationId)?.window.startSeq !== before.startSeq) return;
    const wire = nodesOf(conversation.messages);
    replica.extend(conversationId, {
      window: windowOf(conversation.messages),
      messages: wire.map(toMessageRow),
      threads: conversation.messages.threads,
      people: peopleOfMessages(wire),
    });
  }

  /** Null if the viewer is not in the conversation. */
  async #fetchMembers(conversationId: string): Promise<WireMember[] | null> {
    const members: WireMember[] = [];
    let after: string | null = null;
    do {
      const answer: { conversation: { members: WirePage<WireMember> } | null } = await this.#ends.request(MEMBERS, {
        id: conversationId,
        after,
      });
      if (answer.conversation === null) return null;
      const page = answer.conversation.members;
      members.push(...nodesOf(page));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    return members;
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
