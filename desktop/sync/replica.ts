import type { Applied } from './apply-change.ts';
import { getOrCreate } from './get-or-create.ts';
import { type HealedBlock, mergeMembers, mergeMessages, withBlock } from './merge-rows.ts';
import { MetPeople } from './met-people.ts';
import { newestOf } from './newest-message.ts';
import type { Stop } from './platform.ts';
import type { ConversationRow, MemberRow, MessageRow, MessageWindow, Person, ThreadRow } from './records.ts';
import { type Readable, Signal } from './signal.ts';
import type { Snapshot } from './store.ts';
import type { StoreWriter } from './store-writer.ts';
import { Threads } from './threads.ts';

/** The messages of a conversation that are in memory: all from `startSeq` on, ascending. */
export interface Timeline {
  readonly startSeq: number;
  readonly messages: readonly MessageRow[];
  /** While the first screenful is on its way: changes are collected already, but there is nothing to show. */
  readonly isOpening: boolean;
}

/** A conversation taken over whole from the server. */
export interface Whole {
  readonly conversation: ConversationRow;
  readonly messages: readonly MessageRow[];
  readonly threads: readonly ThreadRow[];
  readonly people: readonly Person[];
}

/** Messages from the server that lie right below what is held. */
export interface OlderPage {
  readonly window: MessageWindow;
  readonly messages: readonly MessageRow[];
  readonly threads: readonly ThreadRow[];
  readonly people: readonly Person[];
}

/** How a timeline that nobody opened looks. */
const NOT_OPEN = null;

/**
 * What this client holds of the conversations, in memory and through the writer in the store; the only place that changes either. It knows
 * nothing of the network: events come in order from the intake, pages from catch-up and history.
 */
export class Replica {
  readonly viewerId: string;
  readonly #writer: StoreWriter;
  readonly #threads: Threads;
  readonly #conversations: Signal<ReadonlyMap<string, ConversationRow>>;
  readonly #met: MetPeople;
  readonly #timelines = new Map<string, Signal<Timeline | null>>();
  readonly #members = new Map<string, Signal<readonly MemberRow[] | null>>();
  readonly #memberListeners = new Set<(conversationId: string) => void>();
  readonly #removeListeners = new Set<(conversationId: string) => void>();
  readonly #messageListeners = new Set<(conversationId: string, messages: readonly MessageRow[]) => void>();
  readonly #replaceListeners = new Set<(conversationId: string) => void>();

  constructor(viewerId: string, snapshot: Snapshot, writer: StoreWriter) {
    this.viewerId = viewerId;
    this.#writer = writer;
    this.#threads = new Threads(writer);
    this.#conversations = new Signal<ReadonlyMap<string, ConversationRow>>(new Map(snapshot.conversations.map((row) => [row.id, row])));
    this.#met = new MetPeople(snapshot.people, writer);
  }

  get conversations(): Readable<ReadonlyMap<string, ConversationRow>> {
    return this.#conversations;
  }

  conversation(id: string): ConversationRow | undefined {
    return this.#conversations.get().get(id);
  }

  person(id: string): Person | undefined {
    return this.#met.get(id);
  }

  /** Another object whenever somebody who was met before has another name. */
  get names(): Readable<object> {
    return this.#met.names;
  }

  /** Who somebody is, as was told of them now. */
  meet(people: readonly Person[]): void {
    this.#met.meet(people);
  }

  /** The conversation's messages in memory; null until `openTimeline`. */
  timeline(conversationId: string): Readable<Timeline | null> {
    return this.#timelineOf(conversationId);
  }

  /** The threads of a conversation whose timeline is open, by the number of their root. */
  threads(conversationId: string): Readable<ReadonlyMap<number, ThreadRow>> {
    return this.#threads.of(conversationId);
  }

  /** The conversation's members in memory, former ones among them; null until `collectMembers`. */
  members(conversationId: string): Readable<readonly MemberRow[] | null> {
    return this.#membersOf(conversationId);
  }

  /** Calls back when somebody came to a conversation or went, or it was taken over whole. */
  onMembersChanged(listener: (conversationId: string) => void): Stop {
    this.#memberListeners.add(listener);
    return () => this.#memberListeners.delete(listener);
  }

  /** Calls back when a conversation left the client. */
  onRemoved(listener: (conversationId: string) => void): Stop {
    this.#removeListeners.add(listener);
    return () => this.#removeListeners.delete(listener);
  }

  /** Calls back with messages that are new or changed, whether or not they are in memory. */
  onMessagesChanged(listener: (conversationId: string, messages: readonly MessageRow[]) => void): Stop {
    this.#messageListeners.add(listener);
    return () => this.#messageListeners.delete(listener);
  }

  /** Calls back when a conversation was taken over whole: what changed in it meanwhile is not told one by one. */
  onReplaced(listener: (conversationId: string) => void): Stop {
    this.#replaceListeners.add(listener);
    return () => this.#replaceListeners.delete(listener);
  }

  /** Applies what follows on what is held: an event or a page of changes. `sentKeys`: one's own messages among them, which leave the outbox. */
  apply({ conversation, messages, threads, members, people }: Applied, sentKeys: readonly string[] = []): void {
    const since = this.conversation(conversation.id)?.cursor;
    this.meet(people);
    void this.#writer.write(
      since === undefined
        ? { type: 'conversationReplaced', conversation, messages, threads, members }
        : { type: 'conversationChanged', since, conversation, messages, threads, members },
      ...sentKeys.map((id) => ({ type: 'outboxRemoved', id }) as const),
    );
    this.#putMessages(conversation.id, messages);
    this.#threads.put(conversation.id, threads);
    this.#putMembers(conversation.id, members);
    this.#put(conversation);
    if (since === undefined || members.length > 0) for (const listener of this.#memberListeners) listener(conversation.id);
  }

  /** Takes a conversation over whole; what was held of it goes, and an open timeline shows the new page. */
  replace({ conversation, messages, threads, people }: Whole): void {
    this.meet(people);
    void this.#writer.write({ type: 'conversationReplaced', conversation, messages, threads, members: [] });
    if (this.#timelineOf(conversation.id).get() !== NOT_OPEN) {
      this.#timelineOf(conversation.id).set({ startSeq: conversation.window.startSeq, messages, isOpening: false });
    }
    this.#threads.replace(conversation.id, threads);
    this.#membersOf(conversation.id).set(null);
    this.#put(conversation);
    for (const listener of this.#memberListeners) listener(conversation.id);
    for (const listener of this.#replaceListeners) listener(conversation.id);
  }

  /** Messages take the place of all that is held of their numbers. Told as a takeover is: nothing of it is news. */
  heal(conversationId: string, { people, ...block }: HealedBlock): void {
    this.meet(people);
    void this.#writer.write({ type: 'blockHealed', conversationId, ...block });
    const signal = this.#timelineOf(conversationId);
    const timeline = signal.get();
    if (timeline !== NOT_OPEN) signal.set({ ...timeline, messages: withBlock(timeline, block) });
    this.#threads.put(conversationId, block.threads);
    const newest = (held: MessageRow | null) => block.messages.find(({ seq }) => seq === held?.seq) ?? held;
    this.update(conversationId, (row) => ({ ...row, lastMessage: newest(row.lastMessage) }));
    for (const listener of this.#replaceListeners) listener(conversationId);
  }

  /** Changes fields of the row that take no number: watermarks, counts, abilities. */
  update(id: string, change: (row: ConversationRow) => ConversationRow): void {
    const held = this.conversation(id);
    if (held === undefined) return;
    const conversation = change(held);
    void this.#writer.write({ type: 'conversationChanged', since: held.cursor, conversation, messages: [], threads: [], members: [] });
    this.#put(conversation);
  }

  /** The viewer is in it no more: everything of it leaves the client. */
  remove(id: string): void {
    void this.#writer.write({ type: 'conversationRemoved', conversationId: id });
    const rest = new Map(this.#conversations.get());
    rest.delete(id);
    this.#conversations.set(rest);
    this.#timelineOf(id).set(NOT_OPEN);
    this.#threads.close(id);
    this.#membersOf(id).set(null);
    for (const listener of this.#removeListeners) listener(id);
  }

  /** What the viewer sent or changed was acknowledged: the message takes the place of its outbox row, in one transaction. */
  putAcknowledged(message: MessageRow, people: readonly Person[], outboxId: string): void {
    this.meet(people);
    void this.#writer.write({ type: 'messageSent', message }, { type: 'outboxRemoved', id: outboxId });
    const held = this.conversation(message.conversationId);
    if (held === undefined) return;
    this.#putMessages(message.conversationId, [message]);
    const lastMessage = newestOf(held.lastMessage, [message], held.window.startSeq);
    const lastActivityAt = message.createdAt > held.lastActivityAt ? message.createdAt : held.lastActivityAt;
    if (lastMessage !== held.lastMessage) this.#put({ ...held, lastMessage, lastActivityAt });
  }

  /** Changes of the conversation's messages are collected from now on; `showOlder` brings pages, `showTimeline` ends it. */
  openTimeline(conversationId: string): void {
    const held = this.conversation(conversationId);
    if (held === undefined || this.#timelineOf(conversationId).get() !== NOT_OPEN) return;
    this.#timelineOf(conversationId).set({ startSeq: held.window.startSeq, messages: [], isOpening: true });
    this.#threads.open(conversationId);
  }

  closeTimeline(conversationId: string): void {
    this.#timelineOf(conversationId).set(NOT_OPEN);
    this.#threads.close(conversationId);
  }

  /** Puts a page from the store or the server above the messages in memory. */
  showOlder(conversationId: string, page: { readonly startSeq: number; readonly messages: readonly MessageRow[] }): void {
    const signal = this.#timelineOf(conversationId);
    const timeline = signal.get();
    if (timeline === NOT_OPEN) return;
    const held = timeline.messages.filter(({ seq }) => seq >= page.startSeq);
    signal.set({ ...timeline, startSeq: page.startSeq, messages: mergeMessages(page.messages, held) });
  }

  /** From now on what is in memory is shown. */
  showTimeline(conversationId: string): void {
    const signal = this.#timelineOf(conversationId);
    const timeline = signal.get();
    if (timeline?.isOpening) signal.set({ ...timeline, isOpening: false });
  }

  /** An older page came from the server: the window grows down to it. */
  extend(conversationId: string, page: OlderPage): void {
    const held = this.conversation(conversationId);
    if (held === undefined) return;
    this.meet(page.people);
    const { window, messages, threads } = page;
    void this.#writer.write({ type: 'windowExtended', conversationId, from: held.window.startSeq, window, messages, threads });
    this.#threads.put(conversationId, threads);
    this.#put({ ...held, window });
    // The window may have held nothing but replies.
    if (held.lastMessage === null) this.update(conversationId, (row) => ({ ...row, lastMessage: newestOf(null, messages, 0) }));
    this.showOlder(conversationId, { startSeq: window.startSeq, messages });
  }

  /** What a page of messages told that are not held here: who they speak of, and their threads. */
  meetElsewhere(conversationId: string, { people, threads }: Pick<OlderPage, 'people' | 'threads'>): void {
    this.meet(people);
    this.#threads.put(conversationId, threads);
  }

  /** Changes of the members are collected from now on; `showMembers` brings the rest. */
  collectMembers(conversationId: string): void {
    this.#membersOf(conversationId).set([]);
  }

  closeMembers(conversationId: string): void {
    this.#membersOf(conversationId).set(null);
  }

  /** All members of a conversation, from the store or the server. */
  showMembers(conversationId: string, members: readonly MemberRow[], people: readonly Person[] = []): void {
    this.meet(people);
    const collected = this.#membersOf(conversationId).get();
    if (collected === null) return;
    this.#membersOf(conversationId).set(mergeMembers(members, collected));
    const held = this.conversation(conversationId);
    if (held === undefined || held.hasMembers) return;
    void this.#writer.write({ type: 'membersLoaded', conversationId, members });
    this.#put({ ...held, hasMembers: true });
  }

  #put(conversation: ConversationRow): void {
    this.#conversations.set(new Map(this.#conversations.get()).set(conversation.id, conversation));
  }

  #putMessages(conversationId: string, messages: readonly MessageRow[]): void {
    if (messages.length === 0) return;
    const signal = this.#timelineOf(conversationId);
    const timeline = signal.get();
    const shown = timeline === null ? [] : messages.filter(({ seq }) => seq >= timeline.startSeq);
    if (timeline !== null && shown.length > 0) signal.set({ ...timeline, messages: mergeMessages(timeline.messages, shown) });
    for (const listener of this.#messageListeners) listener(conversationId, messages);
  }

  #putMembers(conversationId: string, members: readonly MemberRow[]): void {
    const signal = this.#membersOf(conversationId);
    const shown = signal.get();
    if (shown === null || members.length === 0) return;
    signal.set(mergeMembers(shown, members));
  }

  #timelineOf(id: string): Signal<Timeline | null> {
    return getOrCreate(this.#timelines, id, () => new Signal<Timeline | null>(NOT_OPEN));
  }

  #membersOf(id: string): Signal<readonly MemberRow[] | null> {
    return getOrCreate(this.#members, id, () => new Signal<readonly MemberRow[] | null>(null));
  }
}
