import type { GroupSettings, MemberRole, Person, Presence, Settings, SystemEventKind } from '../sync/records.ts';
import type { NumberedEvent, WireEvent, WireMember, WireMemberReceipt, WireMessage, WirePresence } from '../sync/wire.ts';
import { DEFAULT_PERMISSIONS } from './model-abilities.ts';
import { deletedAt, type ModelConversation, mentionsOf, movedThread, receiptOf } from './model-conversation.ts';
import { ModelItems } from './model-items.ts';
import { type SendInput, said } from './model-send.ts';
import { PLAIN } from './plain-message.ts';
import { Refused } from './refused.ts';

const PLAIN_GROUP = { topic: null, isPublic: false, historyVisibility: 'ALL', permissions: DEFAULT_PERMISSIONS } as const;
const DEFAULTS: Settings = { presenceMode: 'AUTOMATIC', presenceAudience: 'EVERYONE', readReceipts: true };
const ABSENT: Presence = { status: 'OFFLINE', device: null, lastSeenAt: null };

export const EPOCH = Date.parse('2026-01-05T09:00:00Z');

export interface Acknowledgement {
  readonly conversationId: string;
  readonly readSeq?: number | undefined;
  readonly deliveredSeq?: number | undefined;
}

/**
 * The promises of DELIVERY in the simplest form: every change of a conversation takes its next number, `changes` gives current state. What a
 * client must agree with, whatever happens to its events.
 */
export class ModelServer {
  readonly people = new Map<string, Person>();
  readonly conversations = new Map<string, ModelConversation>();
  /** The next send of anyone is refused with this. */
  refusal: Refused | null = null;
  /** Page sizes, small enough for a test to need several. */
  pageSize = 50;
  changesMax = 500;
  /** From so many members on, receipts come together. */
  largeGroup = 10;
  /** Whether each person's device has input, as it said last. */
  readonly active = new Map<string, boolean>();
  /** What each person keeps for themselves. */
  readonly items = new ModelItems((userId, event) => this.emit(userId, event));
  readonly #operations = new Set<string>();
  readonly #settings = new Map<string, Settings>();
  readonly #presence = new Map<string, Presence>();
  readonly #listeners = new Set<(userId: string, event: WireEvent) => void>();
  #clock = 0;

  addPerson(id: string): Person {
    const person = { id, username: id, displayName: id.toUpperCase() };
    this.people.set(id, person);
    return person;
  }

  onEvent(listener: (userId: string, event: WireEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  addConversation(id: string, kind: 'DIRECT' | 'GROUP', memberIds: readonly string[]): void {
    const conversation: ModelConversation = {
      id,
      kind,
      settings: { ...PLAIN_GROUP, name: kind === 'GROUP' ? id : null },
      lastSeq: 0,
      lastActivityAt: this.#tick(),
      messages: [],
      threads: new Map(),
      members: new Map(),
      readSeqs: new Map(),
      deliveredSeqs: new Map(),
    };
    this.conversations.set(id, conversation);
    for (const userId of memberIds) this.join(id, userId, kind === 'GROUP' && userId === memberIds[0] ? 'OWNER' : 'MEMBER');
  }

  /** Stores a message once per `clientMessageId`, for members only. */
  send(senderId: string, input: SendInput): WireMessage {
    const conversation = this.get(input.conversationId);
    if (this.refusal !== null) throw this.refusal;
    if (!this.isMember(conversation.id, senderId)) throw new Refused('NOT_IN_CONVERSATION');
    const known = conversation.messages.find((message) => message.clientMessageId === input.clientMessageId);
    return known ?? this.#say(conversation, senderId, { ...said((id) => this.get(id), input), kind: 'TEXT', systemEvent: null });
  }

  settingsOf(userId: string): Settings {
    return this.#settings.get(userId) ?? DEFAULTS;
  }

  updateSettings(userId: string, change: Partial<Settings>): Settings {
    const settings = { ...this.settingsOf(userId), ...change };
    this.#settings.set(userId, settings);
    this.emit(userId, { __typename: 'SettingsChanged', settings });
    return settings;
  }

  presenceOf(userId: string): WirePresence {
    return { userId, ...(this.#presence.get(userId) ?? ABSENT) };
  }

  /** Told to every socket that watches the person; the network knows which. */
  setPresence(userId: string, presence: Presence): void {
    this.#presence.set(userId, presence);
    for (const watcherId of this.people.keys()) this.emit(watcherId, { __typename: 'PresenceChanged', ...this.presenceOf(userId) });
  }

  /** Something between the nodes was away: events of the others may be lost. */
  interrupt(): void {
    for (const userId of this.people.keys()) {
      this.emit(userId, { __typename: 'EventsInterrupted', at: new Date(EPOCH + this.#clock).toISOString() });
    }
  }

  /** Moves a member's watermarks forward, and tells. What is read is delivered. */
  acknowledge(userId: string, { conversationId, readSeq = 0, deliveredSeq = 0 }: Acknowledgement): WireMemberReceipt {
    const held = this.get(conversationId);
    if (!this.isMember(conversationId, userId)) throw new Refused('NOT_IN_CONVERSATION');
    const before = receiptOf(held, userId);
    const read = Math.max(before.readSeq, Math.min(readSeq, held.lastSeq));
    held.readSeqs.set(userId, read);
    held.deliveredSeqs.set(userId, Math.max(before.deliveredSeq, read, Math.min(deliveredSeq, held.lastSeq)));
    const after = receiptOf(held, userId);
    if (JSON.stringify(after) !== JSON.stringify(before)) this.#tellReceipt(held, userId);
    return after;
  }

  /** Nobody who does not tell what they read is told it by others (RECEIPT-4). */
  receiptFor(viewerId: string, held: ModelConversation, userId: string): WireMemberReceipt {
    const isTold = viewerId === userId || (this.settingsOf(viewerId).readReceipts && this.settingsOf(userId).readReceipts);
    const receipt = receiptOf(held, userId);
    return isTold ? receipt : { ...receipt, readSeq: 0 };
  }

  #tellReceipt(held: ModelConversation, userId: string): void {
    const { id: conversationId } = held;
    const current = [...held.members.values()].filter(({ leftSeq }) => leftSeq === null).map(({ user }) => user.id);
    for (const viewerId of current) {
      const receipt = this.receiptFor(viewerId, held, userId);
      const isGathered = current.length >= this.largeGroup && viewerId !== userId;
      if (isGathered) this.emit(viewerId, { __typename: 'ReceiptsAdvanced', conversationId, receipts: [receipt] });
      else this.emit(viewerId, { __typename: 'ReceiptChanged', conversationId, ...receipt });
    }
  }

  edit(conversationId: string, seq: number, text: string | null): void {
    const message = this.get(conversationId).messages.find((each) => each.seq === seq);
    if (message === undefined || message.deletedAt !== null || message.kind === 'SYSTEM') return;
    this.change(conversationId, seq, (at) => (text === null ? deletedAt(at) : { text, editedAt: at }));
  }

  /** Changes the message with this number, with the next number of its conversation; takes none where `work` gives nothing. */
  change(conversationId: string, seq: number, work: (at: string) => Partial<WireMessage> | null): WireMessage {
    const conversation = this.get(conversationId);
    const index = conversation.messages.findIndex((message) => message.seq === seq);
    const message = conversation.messages[index];
    if (message === undefined) throw new Refused('NOT_FOUND');
    const change = work(this.#tick());
    if (change === null) return message;
    const changeSeq = this.#next(conversation);
    const changed = { ...message, changeSeq, ...change };
    if (changed.text !== message.text) Object.assign(changed, mentionsOf(changed.text, conversation));
    conversation.messages[index] = changed;
    this.#tellMessage(conversation, changed, { isMoving: change.deletedAt !== undefined });
    return changed;
  }

  /** Whether a person's operation was done before. */
  isRepeat(userId: string, operationId: string): boolean {
    return this.#operations.has(`${userId} ${operationId}`);
  }

  remember(userId: string, operationId: string): void {
    this.#operations.add(`${userId} ${operationId}`);
  }

  /** Something that no member may see takes a number. */
  hide(conversationId: string): void {
    const conversation = this.get(conversationId);
    this.#publish(conversation, { __typename: 'ChangeHidden', conversationId, seq: this.#next(conversation) });
  }

  rename(conversationId: string, name: string): void {
    this.setUp(conversationId, { name });
  }

  setUp(conversationId: string, changed: Partial<GroupSettings>): void {
    const conversation = this.get(conversationId);
    conversation.settings = { ...conversation.settings, ...changed };
    const { settings, lastActivityAt } = conversation;
    const seq = this.#next(conversation);
    this.#publish(conversation, { __typename: 'ConversationChanged', conversationId, seq, ...settings, lastActivityAt });
  }

  join(conversationId: string, userId: string, role: MemberRole = 'MEMBER'): void {
    if (this.isMember(conversationId, userId)) return;
    const conversation = this.get(conversationId);
    const seq = this.#next(conversation);
    conversation.readSeqs.set(userId, seq - 1);
    this.#setMember(conversation, {
      conversationId,
      user: this.#person(userId),
      role,
      joinedAt: this.#tick(),
      joinedSeq: seq,
      leftSeq: null,
      changeSeq: seq,
    });
    this.#tell(conversation, userId, 'MEMBERS_ADDED');
  }

  leave(conversationId: string, userId: string): void {
    const conversation = this.get(conversationId);
    const member = conversation.members.get(userId);
    if (member === undefined || member.leftSeq !== null) return;
    const seq = this.#next(conversation);
    this.#setMember(conversation, { ...member, role: 'MEMBER', leftSeq: seq, changeSeq: seq });
    this.#tell(conversation, userId, 'MEMBER_LEFT');
  }

  isMember(conversationId: string, userId: string): boolean {
    return this.get(conversationId).members.get(userId)?.leftSeq === null;
  }

  emit(userId: string, event: WireEvent): void {
    for (const listener of this.#listeners) listener(userId, event);
  }

  #setMember(conversation: ModelConversation, member: WireMember): void {
    conversation.members.set(member.user.id, member);
    const event: NumberedEvent = { __typename: 'MemberChanged', conversationId: conversation.id, seq: member.changeSeq, member };
    this.#publish(conversation, event);
    if (member.leftSeq !== null) this.emit(member.user.id, event);
  }

  #tell(conversation: ModelConversation, userId: string, kind: SystemEventKind): void {
    const systemEvent = { kind, users: [this.#person(userId)], name: null };
    this.#say(conversation, userId, {
      clientMessageId: `system-${conversation.id}-${conversation.lastSeq}`,
      text: null,
      kind: 'SYSTEM',
      systemEvent,
    });
  }

  #say(
    conversation: ModelConversation,
    senderId: string,
    said: Pick<WireMessage, 'clientMessageId' | 'text' | 'kind' | 'systemEvent'> & Partial<WireMessage>,
  ): WireMessage {
    const seq = this.#next(conversation);
    const createdAt = this.#tick();
    const message: WireMessage = {
      id: `${conversation.id}-${seq}`,
      conversationId: conversation.id,
      seq,
      changeSeq: seq,
      sender: this.#person(senderId),
      ...mentionsOf(said.text, conversation),
      ...PLAIN,
      ...said,
      createdAt,
      importedAt: null,
      editedAt: null,
      deletedAt: null,
    };
    conversation.messages.push(message);
    conversation.lastActivityAt = createdAt;
    this.#tellMessage(conversation, message, { isMoving: true });
    return message;
  }

  /** Tells of a message that is new or changed; a reply that is sent or deleted moves its thread. */
  #tellMessage(conversation: ModelConversation, message: WireMessage, { isMoving }: { isMoving: boolean }): void {
    const { threadRootSeq, changeSeq: seq } = message;
    if (threadRootSeq !== null && isMoving) conversation.threads.set(threadRootSeq, movedThread(conversation, message, seq));
    const thread = conversation.threads.get(threadRootSeq ?? 0) ?? null;
    this.#publish(conversation, { __typename: 'MessageChanged', conversationId: conversation.id, seq, message, thread });
  }

  #publish(conversation: ModelConversation, event: NumberedEvent): void {
    for (const { user, leftSeq } of conversation.members.values()) if (leftSeq === null) this.emit(user.id, event);
  }

  #next(conversation: ModelConversation): number {
    conversation.lastSeq += 1;
    return conversation.lastSeq;
  }

  #tick(): string {
    this.#clock += 1;
    return new Date(EPOCH + this.#clock).toISOString();
  }

  get(id: string): ModelConversation {
    const conversation = this.conversations.get(id);
    if (conversation === undefined) throw new Refused('NOT_IN_CONVERSATION');
    return conversation;
  }

  #person(id: string): Person {
    return this.people.get(id) ?? this.addPerson(id);
  }
}
