import { applyEvent, GONE, isCountedFor, isMentioned, placeOf } from './apply-change.ts';
import type { Platform, Stop } from './platform.ts';
import { toMessageRow } from './read-wire.ts';
import type { ConversationRow, Settings } from './records.ts';
import type { Replica } from './replica.ts';
import { isCountable, withReadSeq } from './unread.ts';
import type { MemberChanged, MessageChanged, NumberedEvent, ReceiptChanged, WireEvent, WireMemberReceipt } from './wire.ts';

/** How long an event may wait for the one before it, which is often only a moment late. */
const GAP_PATIENCE_MS = 300;

/** What the intake needs done over the network. */
export interface Healer {
  /** Numbers are missing: ask for the changes after what is held. */
  heal(conversationId: string): void;
  /** The conversation is not held: take it over. */
  adopt(conversationId: string): void;
  /** What the viewer may do in it has changed. */
  refreshHeader(conversationId: string): void;
  /** The viewer's watermark moved on another device: the count of unread messages has to be asked for. */
  refreshUnread(conversationId: string): void;
}

export interface IntakeEnds {
  readonly replica: Replica;
  readonly platform: Pick<Platform, 'setTimer'>;
  readonly healer: Healer;
  /** One's own messages that came back as events: their outbox rows go with the same transaction. */
  readonly onOwnMessage: (clientMessageId: string) => void;
  /** Watermarks of others. */
  readonly onReceipts: (conversationId: string, receipts: readonly WireMemberReceipt[]) => void;
  readonly onSettings: (settings: Settings) => void;
}

interface Waiting {
  /** By number. */
  readonly events: Map<number, NumberedEvent>;
  readonly stop: Stop;
}

/**
 * Takes events in any order and applies each conversation's in the order of its sequence (DELIVERY-4): what is known is dropped, the next one
 * is applied, one after a gap waits a moment for the missing and then has them fetched.
 */
export class EventIntake {
  readonly #ends: IntakeEnds;
  readonly #waiting = new Map<string, Waiting>();
  /** Everything, while the client catches up; null while events stream. */
  #buffer: WireEvent[] | null = [];

  constructor(ends: IntakeEnds) {
    this.#ends = ends;
  }

  /** From now on events wait: the connection is new, and what was missed comes first. */
  pause(): void {
    this.#buffer = [];
    for (const conversationId of [...this.#waiting.keys()]) this.#takeWaiting(conversationId);
  }

  /** What was missed is applied: what came meanwhile follows, then events stream. */
  resume(): void {
    const buffered = this.#buffer ?? [];
    this.#buffer = null;
    for (const event of buffered) this.receive(event);
  }

  receive(event: WireEvent): void {
    if (this.#buffer !== null) this.#buffer.push(event);
    else if (isNumbered(event)) this.#receiveNumbered(event);
    else this.#receiveUnnumbered(event);
  }

  /** Something was fetched for the conversation: events that waited for it may follow on it now. */
  settle(conversationId: string): void {
    const waiting = this.#takeWaiting(conversationId);
    // Fetched and still not there: the viewer is not in it, and its events are not theirs.
    if (this.#ends.replica.conversation(conversationId) === undefined) return;
    for (const event of [...(waiting?.values() ?? [])].sort((a, b) => a.seq - b.seq)) this.#receiveNumbered(event);
  }

  #receiveNumbered(event: NumberedEvent): void {
    const row = this.#ends.replica.conversation(event.conversationId);
    if (row === undefined) {
      if (this.#isEndOfMembership(event)) this.#takeWaiting(event.conversationId);
      else this.#wait(event, 0);
      return;
    }
    const place = placeOf(row, event.seq);
    if (place === 'ahead') this.#wait(event, GAP_PATIENCE_MS);
    if (place === 'next') this.#apply(event);
  }

  #apply(event: NumberedEvent): void {
    const { replica, healer, onOwnMessage } = this.#ends;
    const row = replica.conversation(event.conversationId);
    if (row === undefined) return;
    const applied = applyEvent(row, event, replica.viewerId);
    if (applied === GONE) {
      this.#takeWaiting(event.conversationId);
      replica.remove(event.conversationId);
      return;
    }
    const sentKeys = applied.messages.filter(({ senderId }) => senderId === replica.viewerId).map((message) => message.clientMessageId);
    replica.apply(applied, sentKeys);
    for (const key of sentKeys) onOwnMessage(key);
    if (event.__typename === 'MessageChanged') this.#recount(row, event);
    if (this.#changesAbilities(row, event)) healer.refreshHeader(event.conversationId);
    this.#applyWaiting(event.conversationId, event.seq + 1);
  }

  /** What the viewer may do follows from their membership and from the group's permissions. */
  #changesAbilities({ permissions }: ConversationRow, event: NumberedEvent): boolean {
    if (event.__typename === 'MemberChanged') return this.#isViewer(event);
    return event.__typename === 'ConversationChanged' && JSON.stringify(permissions) !== JSON.stringify(event.permissions);
  }

  /** An edit or a deletion can change whom an unread message mentions: the messages in memory tell, or the server does. */
  #recount({ id, readSeq, countedSeq, mentionCount }: ConversationRow, { seq, message: wire }: MessageChanged): void {
    const { replica, healer } = this.#ends;
    const message = toMessageRow(wire);
    const isChanged = message.seq < seq && (message.editedAt ?? message.deletedAt) !== null;
    const isUnread = message.seq > readSeq && seq > countedSeq && isCountedFor(message, replica.viewerId);
    if (!isChanged || !isUnread || (mentionCount === 0 && !isMentioned(message, replica.viewerId))) return;
    if (isCountable(replica, id)) replica.update(id, (held) => withReadSeq(replica, held, held.readSeq));
    else healer.refreshUnread(id);
  }

  /** The event that fills a gap releases those behind it. */
  #applyWaiting(conversationId: string, seq: number): void {
    const waiting = this.#waiting.get(conversationId);
    const next = waiting?.events.get(seq);
    if (waiting === undefined || next === undefined) return;
    waiting.events.delete(seq);
    if (waiting.events.size === 0) this.#takeWaiting(conversationId);
    this.#apply(next);
  }

  #wait(event: NumberedEvent, patienceMs: number): void {
    const { conversationId } = event;
    const known = this.#waiting.get(conversationId);
    if (known !== undefined) {
      known.events.set(event.seq, event);
      return;
    }
    const stop = this.#ends.platform.setTimer(patienceMs, () => this.#fetch(conversationId));
    this.#waiting.set(conversationId, { events: new Map([[event.seq, event]]), stop });
  }

  #fetch(conversationId: string): void {
    const { replica, healer } = this.#ends;
    if (replica.conversation(conversationId) === undefined) healer.adopt(conversationId);
    else healer.heal(conversationId);
  }

  #takeWaiting(conversationId: string): Map<number, NumberedEvent> | undefined {
    const waiting = this.#waiting.get(conversationId);
    waiting?.stop();
    this.#waiting.delete(conversationId);
    return waiting?.events;
  }

  #receiveUnnumbered(event: WireEvent): void {
    const { viewerId } = this.#ends.replica;
    if (event.__typename === 'SettingsChanged') this.#ends.onSettings(event.settings);
    if (event.__typename === 'ReceiptsAdvanced') this.#ends.onReceipts(event.conversationId, event.receipts);
    if (event.__typename !== 'ReceiptChanged') return;
    if (event.userId === viewerId) this.#receiveOwnReceipt(event);
    else this.#ends.onReceipts(event.conversationId, [event]);
  }

  #receiveOwnReceipt(event: ReceiptChanged): void {
    const { replica, healer } = this.#ends;
    const row = replica.conversation(event.conversationId);
    if (row === undefined) return;
    replica.update(event.conversationId, (held) => ({ ...held, deliveredSeq: Math.max(held.deliveredSeq, event.deliveredSeq) }));
    if (event.readSeq <= row.readSeq) return;
    replica.update(event.conversationId, (held) => withReadSeq(replica, held, event.readSeq));
    if (!isCountable(replica, event.conversationId)) healer.refreshUnread(event.conversationId);
  }

  #isEndOfMembership(event: NumberedEvent): boolean {
    return event.__typename === 'MemberChanged' && this.#isViewer(event) && event.member.leftSeq !== null;
  }

  #isViewer({ member }: MemberChanged): boolean {
    return member.user.id === this.#ends.replica.viewerId;
  }
}

const NUMBERED: ReadonlySet<string> = new Set([
  'MessageChanged',
  'MemberChanged',
  'ConversationChanged',
  'ChangeHidden',
] satisfies NumberedEvent['__typename'][]);

const isNumbered = (event: WireEvent): event is NumberedEvent => NUMBERED.has(event.__typename);
