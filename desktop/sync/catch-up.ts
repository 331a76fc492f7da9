import { applyChanges, GONE, TOO_FAR } from './apply-change.ts';
import { CHANGES, CONVERSATION_HEADER, CONVERSATION_WITH_MESSAGES, CONVERSATIONS, HEADERS_MAX, headersOf } from './documents.ts';
import type { EventIntake, Healer } from './event-intake.ts';
import { findLastMessage } from './older-page.ts';
import type { Platform } from './platform.ts';
import { nodesOf, toHeader, toWholeConversation } from './read-wire.ts';
import type { ConversationRow, Settings } from './records.ts';
import type { Replica } from './replica.ts';
import { Turns } from './turns.ts';
import type { ViewerItems } from './viewer-items.ts';
import type {
  WireChangeSet,
  WireConversation,
  WireConversationChanges,
  WireConversationWithMessages,
  WirePage,
  WireViewerChanges,
} from './wire.ts';

/** Asks the server once; rejects with an `ApiError`. */
export type Request = <T>(document: string, variables?: Readonly<Record<string, unknown>>) => Promise<T>;

export interface CatchUpEnds {
  readonly replica: Replica;
  readonly request: Request;
  readonly platform: Pick<Platform, 'now' | 'turn'>;
  /** An answer did not come although the socket is open: the connection starts again, and with it catch-up. */
  readonly onFailure: (error: unknown) => void;
  /** The viewer's settings, which come with the first page. */
  readonly onSettings: (settings: Settings) => void;
  /** What they keep for themselves: what follows on what is held comes with the first page too. */
  readonly viewerItems: () => Pick<ViewerItems, 'seq' | 'caughtUp'>;
  /** A conversation was brought up to date by itself. */
  readonly onFetched: (conversationId: string) => void;
  /** Conversations whose messages were changed: their unsent outbox rows may have arrived. */
  readonly onOwnMessage: (clientMessageId: string) => void;
}

/** As many cursors as fit well into one frame of the server's 64 KiB. */
const CURSORS_MAX = 500;

/** How often counts are asked for that are behind what is held before the connection starts again. */
const COUNT_ATTEMPTS = 5;

interface SettingsPart {
  /** Only in the first answer. */
  readonly viewer?: { readonly settings: Settings };
  readonly viewerChanges?: WireViewerChanges;
}

/** Brings the replica to the server's state: at first start, after any absence (DELIVERY-4), and where the intake sees a gap. */
export class CatchUp implements Healer {
  readonly #ends: CatchUpEnds;
  #intake: EventIntake | null = null;
  /** Conversations that are being fetched. */
  readonly #busy = new Set<string>();
  readonly #fetching = new Map<string, Promise<void>>();
  #hasSettings = false;
  /** Conversations whose counts came with this catching up. */
  readonly #counted = new Set<string>();

  constructor(ends: CatchUpEnds) {
    this.#ends = ends;
  }

  /** The intake and its healer know each other; it is told of everything fetched. */
  connect(intake: EventIntake): void {
    this.#intake = intake;
  }

  /** Everything that was missed. Events must be buffered meanwhile. */
  async run(): Promise<void> {
    this.#hasSettings = false;
    this.#counted.clear();
    if (this.#ends.replica.conversations.get().size === 0) await this.#loadUnknown();
    else await this.#followAll();
    await this.#recount();
  }

  heal(conversationId: string): void {
    void this.#once(conversationId, async () => {
      const row = this.#ends.replica.conversation(conversationId);
      if (row === undefined) return;
      await this.#followPages([{ conversationId, seq: row.cursor }], false);
    });
  }

  adopt(conversationId: string): void {
    void this.#once(conversationId, () => this.fetchNew(conversationId));
  }

  /** Takes a conversation over that is not held; whoever asks for it at the same time waits for the same answer. */
  async fetchNew(conversationId: string): Promise<void> {
    if (this.#ends.replica.conversation(conversationId) !== undefined) return;
    const fetching = this.#fetching.get(conversationId) ?? this.fetchWhole(conversationId);
    this.#fetching.set(conversationId, fetching);
    try {
      await fetching;
    } finally {
      this.#fetching.delete(conversationId);
    }
  }

  refreshHeader(conversationId: string): void {
    void this.#withHeader(conversationId, (row, { can, viewerRole }) => ({ ...row, can, viewerRole }));
  }

  refreshUnread(conversationId: string): void {
    void this.#refreshCounts(conversationId);
  }

  /** Takes a conversation over with its newest messages, whatever was held of it; one that the viewer is not in leaves the client. */
  async fetchWhole(conversationId: string): Promise<void> {
    const { replica, request } = this.#ends;
    this.#counted.add(conversationId);
    const { conversation } = await request<{ conversation: WireConversationWithMessages | null }>(CONVERSATION_WITH_MESSAGES, {
      id: conversationId,
    });
    if (conversation === null) replica.remove(conversationId);
    else replica.replace(toWholeConversation(conversation, replica.viewerId));
    await findLastMessage(this.#ends, conversationId);
  }

  async #followAll(): Promise<void> {
    const cursors = [...this.#ends.replica.conversations.get().values()].map(({ id, cursor }) => ({ conversationId: id, seq: cursor }));
    if (cursors.length <= CURSORS_MAX) {
      await this.#followPages(cursors, true);
      return;
    }
    for (let i = 0; i < cursors.length; i += CURSORS_MAX) await this.#followPages(cursors.slice(i, i + CURSORS_MAX), false);
    await this.#loadUnknown();
  }

  /** One round trip per page of changes, until there are no more. */
  async #followPages(since: readonly Cursor[], includeOthers: boolean): Promise<void> {
    const seqs = new Map(since.map(({ conversationId, seq }) => [conversationId, seq]));
    const turns = new Turns(this.#ends.platform);
    let hasMore = true;
    while (hasMore) {
      const variables = { since: [...seqs].map(([conversationId, seq]) => ({ conversationId, seq })), includeOthers };
      const { changes } = await this.#ask<{ changes: WireChangeSet }>(CHANGES, variables);
      for (const page of changes.conversations) {
        if (turns.isOver) await turns.next();
        // Nothing is awaited where nothing is asked: what is shown follows once for all conversations of a turn.
        const isFollowed = this.#applyPage(page, seqs);
        if (!isFollowed) await this.#takeOver(page, seqs);
      }
      hasMore = changes.hasMore && changes.conversations.length > 0;
    }
  }

  /** False if more was missed than is worth following. */
  #applyPage(page: WireConversationChanges, seqs: Map<string, number>): boolean {
    const { replica } = this.#ends;
    const { id } = page.conversation;
    this.#counted.add(id);
    const applied = applyChanges(replica.conversation(id), page, replica.viewerId);
    if (applied === TOO_FAR) return false;
    if (applied === GONE) {
      seqs.set(id, page.seq);
      replica.remove(id);
      return true;
    }
    const sentKeys = applied.messages.filter(({ senderId }) => senderId === replica.viewerId).map((message) => message.clientMessageId);
    replica.apply(applied, sentKeys);
    for (const key of sentKeys) this.#ends.onOwnMessage(key);
    seqs.set(id, replica.conversation(id)?.cursor ?? page.seq);
    return true;
  }

  async #takeOver({ conversation: { id }, seq }: WireConversationChanges, seqs: Map<string, number>): Promise<void> {
    await this.fetchWhole(id);
    seqs.set(id, this.#ends.replica.conversation(id)?.cursor ?? seq);
  }

  /** Conversations that are not held, each with its newest message; the rest of it is read when it is opened. */
  async #loadUnknown(): Promise<void> {
    const { replica } = this.#ends;
    let after: string | null = null;
    do {
      const page: { conversations: WirePage<WireConversationWithMessages> } = await this.#ask(CONVERSATIONS, { after });
      for (const conversation of nodesOf(page.conversations)) {
        this.#counted.add(conversation.id);
        if (replica.conversation(conversation.id) === undefined) replica.replace(toWholeConversation(conversation, replica.viewerId));
        await findLastMessage(this.#ends, conversation.id);
      }
      after = page.conversations.pageInfo.hasNextPage ? page.conversations.pageInfo.endCursor : null;
    } while (after !== null);
  }

  /** Reading takes no number: what is unread here and had no changes may have been read on another device. */
  async #recount(): Promise<void> {
    const { replica, request } = this.#ends;
    const rows = [...replica.conversations.get().values()].filter(({ id, unreadCount }) => unreadCount > 0 && !this.#counted.has(id));
    for (let i = 0; i < rows.length; i += HEADERS_MAX) {
      const ids = rows.slice(i, i + HEADERS_MAX).map(({ id }) => id);
      const variables = Object.fromEntries(ids.map((id, index) => [`id${index}`, id]));
      const answer = await request<Readonly<Record<string, WireConversation | null>>>(headersOf(ids.length), variables);
      for (const wire of Object.values(answer)) if (wire !== null) this.#takeCounts(wire);
    }
  }

  #takeCounts(wire: WireConversation): void {
    const { replica } = this.#ends;
    const { readSeq, deliveredSeq, unreadCount, mentionCount, countedSeq } = toHeader(wire, replica.viewerId);
    replica.update(wire.id, (row) =>
      readSeq < row.readSeq ? row : { ...row, readSeq, deliveredSeq, unreadCount, mentionCount, countedSeq },
    );
  }

  /** Events may overtake the answer: counts that do not know all of them are asked for again. */
  async #refreshCounts(conversationId: string, attempt = 1): Promise<void> {
    let isBehind = false;
    await this.#withHeader(conversationId, (row, { readSeq, unreadCount, mentionCount, countedSeq }) => {
      // An answer for an older read mark than is held counts too many; the one for the newer mark follows.
      if (readSeq < row.readSeq) return row;
      isBehind = countedSeq < row.cursor;
      return isBehind ? row : { ...row, readSeq, unreadCount, mentionCount, countedSeq };
    });
    if (isBehind && attempt === COUNT_ATTEMPTS) this.#ends.onFailure(new Error('The counts never arrived in time.'));
    else if (isBehind) await this.#refreshCounts(conversationId, attempt + 1);
  }

  /** Asks for a page; the first one of each catching up brings the settings and what the viewer keeps. */
  async #ask<T>(document: string, variables: Readonly<Record<string, unknown>>): Promise<T> {
    const [items, withSettings] = [this.#ends.viewerItems(), !this.#hasSettings];
    const viewerSince = items.seq;
    const answer = await this.#ends.request<T & SettingsPart>(document, { ...variables, withSettings, viewerSince });
    if (answer.viewer !== undefined) {
      this.#hasSettings = true;
      this.#ends.onSettings(answer.viewer.settings);
    }
    if (answer.viewerChanges !== undefined) await items.caughtUp(viewerSince, answer.viewerChanges);
    return answer;
  }

  async #withHeader(id: string, change: (row: ConversationRow, header: ReturnType<typeof toHeader>) => ConversationRow): Promise<void> {
    const { replica, request } = this.#ends;
    try {
      const { conversation } = await request<{ conversation: WireConversation | null }>(CONVERSATION_HEADER, { id });
      if (conversation !== null) replica.update(id, (row) => change(row, toHeader(conversation, replica.viewerId)));
    } catch (error) {
      this.#ends.onFailure(error);
    }
  }

  /** One fetch per conversation at a time; afterwards the events that waited go on from what it brought. */
  async #once(conversationId: string, work: () => Promise<void>): Promise<void> {
    if (this.#busy.has(conversationId)) return;
    this.#busy.add(conversationId);
    try {
      await work();
    } catch (error) {
      this.#ends.onFailure(error);
      return;
    } finally {
      this.#busy.delete(conversationId);
    }
    this.#intake?.settle(conversationId);
    this.#ends.onFetched(conversationId);
  }
}

interface Cursor {
  readonly conversationId: string;
  readonly seq: number;
}
