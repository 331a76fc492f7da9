import type { ConversationChanges, Member, Message, NumberedEvent } from './records.ts';

/** A conversation as a client holds it: complete up to `seq`. */
export interface ConversationReplica {
  seq: number;
  readonly messages: Map<string, Message>;
  readonly members: Map<string, Member>;
}

/** Everything that one person's client holds. Plain rules of DELIVERY-4: apply the next number, ignore what is known, tell of a gap. */
export class Replica {
  readonly conversations = new Map<string, ConversationReplica>();
  readonly #viewerId: string;

  constructor(viewerId: string) {
    this.#viewerId = viewerId;
  }

  get cursors(): { conversationId: string; seq: number }[] {
    return [...this.conversations].map(([conversationId, { seq }]) => ({ conversationId, seq }));
  }

  /** Gives false when something is missing before the event, or the whole conversation: ask for the changes. */
  applyEvent(event: NumberedEvent): boolean {
    const { conversationId, seq, message, member } = event;
    const known = this.conversations.get(conversationId);
    const isOwn = member?.user.id === this.#viewerId;
    if (known === undefined) return isOwn && member.leftSeq !== null;
    if (seq <= known.seq) return true;
    if (isOwn && member.leftSeq !== null) return this.conversations.delete(conversationId);
    if (seq > known.seq + 1) return false;
    if (message !== undefined) known.messages.set(message.id, message);
    if (member !== undefined) known.members.set(member.user.id, member);
    known.seq = seq;
    return true;
  }

  applyChanges({ conversation, messages, members, seq }: ConversationChanges): void {
    if (members.some(({ user, leftSeq }) => user.id === this.#viewerId && leftSeq !== null)) {
      this.conversations.delete(conversation.id);
      return;
    }
    const replica = this.conversations.get(conversation.id) ?? { seq: 0, messages: new Map(), members: new Map() };
    for (const message of messages) replica.messages.set(message.id, message);
    for (const member of members) replica.members.set(member.user.id, member);
    replica.seq = Math.max(replica.seq, seq);
    this.conversations.set(conversation.id, replica);
  }

  /** The whole state in one order, to compare with another client's. */
  snapshot(): object {
    return [...this.conversations]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([conversationId, { seq, messages, members }]) => ({
        conversationId,
        seq,
        messages: [...messages.values()].sort((a, b) => a.seq - b.seq),
        members: [...members.values()].sort((a, b) => a.user.id.localeCompare(b.user.id)),
      }));
  }
}
