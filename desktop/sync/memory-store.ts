import type {
  ConversationRow,
  Draft,
  MemberRow,
  MessageRow,
  OutboxRow,
  Person,
  ReadMark,
  ReceiptRow,
  Settings,
  ThreadRow,
} from './records.ts';
import {
  type HeldMessages,
  healedPart,
  isCurrent,
  isFollowing,
  isReplacing,
  mergeChange,
  type Snapshot,
  type Store,
  type StoreChange,
} from './store.ts';
import type { ViewerItemRow } from './viewer-item.ts';

type Of<Type extends StoreChange['type']> = Extract<StoreChange, { type: Type }>;

interface Held {
  conversation: ConversationRow;
  readonly messages: Map<number, MessageRow>;
  readonly threads: Map<number, ThreadRow>;
  readonly members: Map<string, MemberRow>;
  readonly receipts: Map<string, ReceiptRow>;
}

/** A store that lives as long as its page: where the browser keeps nothing, and for tests of what works on a store. */
export class MemoryStore implements Store {
  readonly #held = new Map<string, Held>();
  readonly #people = new Map<string, Person>();
  readonly #outbox = new Map<string, OutboxRow>();
  readonly #drafts = new Map<string, Draft>();
  readonly #readMarks = new Map<string, ReadMark>();
  readonly #viewerItems = new Map<string, ViewerItemRow>();
  #viewerSeq = 0;
  #settings: Settings | null = null;

  async load(): Promise<Snapshot> {
    return {
      conversations: [...this.#held.values()].map(({ conversation }) => conversation),
      people: [...this.#people.values()],
      outbox: [...this.#outbox.values()].sort((a, b) => a.position - b.position),
      drafts: [...this.#drafts.values()],
      readMarks: [...this.#readMarks.values()],
      settings: this.#settings,
      viewerItems: { seq: this.#viewerSeq, items: [...this.#viewerItems.values()] },
    };
  }

  async listMessages(conversationId: string, { before, limit }: { before: number; limit: number }): Promise<HeldMessages | null> {
    const held = this.#held.get(conversationId);
    if (held === undefined) return null;
    const messages = [...held.messages.values()].filter(({ seq }) => seq < before).sort((a, b) => a.seq - b.seq);
    return { cursor: held.conversation.cursor, window: held.conversation.window, messages: messages.slice(-limit) };
  }

  async listThreads(conversationId: string): Promise<readonly ThreadRow[]> {
    return [...(this.#held.get(conversationId)?.threads.values() ?? [])];
  }

  async listMembers(conversationId: string): Promise<readonly MemberRow[]> {
    return [...(this.#held.get(conversationId)?.members.values() ?? [])];
  }

  async listReceipts(conversationId: string): Promise<readonly ReceiptRow[]> {
    return [...(this.#held.get(conversationId)?.receipts.values() ?? [])];
  }

  async save(changes: readonly StoreChange[]): Promise<void> {
    for (const change of changes) this.#apply(change);
  }

  close(): void {}

  async destroy(): Promise<void> {
    for (const rows of [this.#held, this.#people, this.#outbox, this.#drafts, this.#readMarks, this.#viewerItems]) rows.clear();
    this.#settings = null;
    this.#viewerSeq = 0;
  }

  #apply(change: StoreChange): void {
    const handlers: { [Type in StoreChange['type']]: (change: Of<Type>) => void } = {
      conversationChanged: (of) => this.#change(of),
      conversationReplaced: (of) => this.#replace(of),
      conversationRemoved: ({ conversationId }) => this.#held.delete(conversationId),
      windowExtended: (of) => this.#extend(of),
      blockHealed: (of) => this.#heal(of),
      membersLoaded: (of) => this.#loadMembers(of),
      receiptsLoaded: (of) => this.#loadReceipts(of),
      receiptsMoved: (of) => this.#moveReceipts(of),
      settingsRead: ({ settings }) => {
        this.#settings = settings;
      },
      messageSent: ({ message }) => this.#putMessages(this.#held.get(message.conversationId), [message]),
      peopleMet: ({ people }) => {
        for (const person of people) this.#people.set(person.id, person);
      },
      outboxPut: ({ row }) => this.#outbox.set(row.id, row),
      outboxRemoved: ({ id }) => this.#outbox.delete(id),
      viewerItemsChanged: (of) => this.#changeItems(of),
      viewerItemsReplaced: (of) => this.#replaceItems(of),
      draftSet: ({ draft }) =>
        draft.text === '' ? this.#drafts.delete(draft.conversationId) : this.#drafts.set(draft.conversationId, draft),
      readMarkSet: ({ mark }) => this.#readMarks.set(mark.conversationId, mark),
      readMarkSent: ({ mark }) => this.#sentMark(mark),
    };
    (handlers[change.type] as (change: StoreChange) => void)(change);
  }

  #change(change: Of<'conversationChanged'>): void {
    const held = this.#held.get(change.conversation.id);
    const merged = mergeChange(held?.conversation, change);
    if (held === undefined || merged === null) return;
    held.conversation = merged;
    this.#putMessages(held, change.messages);
    putThreads(held, change.threads);
    if (merged.hasMembers) for (const member of change.members) held.members.set(member.userId, member);
  }

  #replace({ conversation, messages, threads, members }: Of<'conversationReplaced'>): void {
    const held = this.#held.get(conversation.id);
    if (!isReplacing(held?.conversation, conversation)) return;
    this.#held.set(conversation.id, {
      conversation,
      messages: new Map(messages.map((message) => [message.seq, message])),
      threads: new Map(threads.map((thread) => [thread.rootSeq, thread])),
      members: new Map(members.map((member) => [member.userId, member])),
      receipts: held?.receipts ?? new Map(),
    });
  }

  #extend({ conversationId, from, window, messages, threads }: Of<'windowExtended'>): void {
    const held = this.#held.get(conversationId);
    if (held?.conversation.window.startSeq !== from) return;
    held.conversation = { ...held.conversation, window };
    this.#putMessages(held, messages);
    putThreads(held, threads);
  }

  #heal(change: Of<'blockHealed'>): void {
    const held = this.#held.get(change.conversationId);
    const part = healedPart(held?.conversation, change);
    if (held === undefined || part === null) return;
    for (const seq of [...held.messages.keys()]) if (seq >= part.from && seq <= part.to) held.messages.delete(seq);
    this.#putMessages(held, part.messages);
    putThreads(held, change.threads);
  }

  #loadMembers({ conversationId, members }: Of<'membersLoaded'>): void {
    const held = this.#held.get(conversationId);
    if (held === undefined) return;
    held.conversation = { ...held.conversation, hasMembers: true };
    held.members.clear();
    for (const member of members) held.members.set(member.userId, member);
  }

  #loadReceipts(change: Of<'receiptsLoaded'>): void {
    this.#held.get(change.conversationId)?.receipts.clear();
    this.#moveReceipts(change);
  }

  #moveReceipts({ conversationId, receipts }: Omit<Of<'receiptsMoved'>, 'type'>): void {
    const held = this.#held.get(conversationId);
    for (const receipt of receipts) held?.receipts.set(receipt.userId, receipt);
  }

  #putMessages(held: Held | undefined, messages: readonly MessageRow[]): void {
    if (held === undefined) return;
    const { startSeq } = held.conversation.window;
    for (const message of messages) {
      if (message.seq >= startSeq && isCurrent(held.messages.get(message.seq), message)) held.messages.set(message.seq, message);
    }
  }

  #sentMark({ conversationId, readSeq }: ReadMark): void {
    if ((this.#readMarks.get(conversationId)?.readSeq ?? 0) <= readSeq) this.#readMarks.delete(conversationId);
  }

  #changeItems(change: Of<'viewerItemsChanged'>): void {
    if (!isFollowing(this.#viewerSeq, change)) return;
    this.#viewerSeq = change.seq;
    for (const item of change.items) {
      if (item.value === null) this.#viewerItems.delete(nameOf(item));
      else this.#viewerItems.set(nameOf(item), item);
    }
  }

  #replaceItems({ seq, items }: Of<'viewerItemsReplaced'>): void {
    if (seq < this.#viewerSeq) return;
    this.#viewerItems.clear();
    this.#changeItems({ type: 'viewerItemsChanged', since: 0, seq, items });
  }
}

const nameOf = ({ kind, key }: ViewerItemRow) => `${kind} ${key}`;

function putThreads(held: Held, threads: readonly ThreadRow[]): void {
  for (const thread of threads) if (isCurrent(held.threads.get(thread.rootSeq), thread)) held.threads.set(thread.rootSeq, thread);
}
