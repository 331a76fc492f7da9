import * as documents from '../sync/documents.ts';
import type { WireConversation, WireMessage, WirePage } from '../sync/wire.ts';
import { EPOCH, type ModelConversation, type ModelServer, Refused } from './model-server.ts';

/** What the documents carry; each uses some of it. */
interface Variables {
  readonly id: string;
  readonly before: string;
  readonly conversationId: string;
  readonly readSeq?: number;
  readonly deliveredSeq?: number;
  readonly since: readonly { conversationId: string; seq: number }[];
  readonly includeOthers: boolean;
  readonly input: { conversationId: string; clientMessageId: string; text: string };
}

/** What the model server answers to one person's documents. */
export class ModelAnswers {
  readonly #server: ModelServer;
  readonly #viewerId: string;

  constructor(server: ModelServer, viewerId: string) {
    this.#server = server;
    this.#viewerId = viewerId;
  }

  answer(document: string, variables: Readonly<Record<string, unknown>>): unknown {
    const answers: Record<string, (variables: Variables) => unknown> = {
      [documents.CHANGES]: (given) => ({ changes: this.#changes(given) }),
      [documents.CONVERSATIONS]: () => ({
        conversations: pageOf(this.#mine().map((conversation) => this.#whole(conversation, 1))),
      }),
      [documents.CONVERSATION_WITH_MESSAGES]: (given) => ({
        conversation: this.#find(given.id, (held) => this.#whole(held, this.#server.pageSize)),
      }),
      [documents.CONVERSATION_HEADER]: (given) => ({ conversation: this.#find(given.id, (held) => this.#header(held)) }),
      [documents.OLDER_MESSAGES]: (given) => ({
        conversation: this.#find(given.id, (held) => ({ messages: this.#page(held, this.#server.pageSize, Number(given.before)) })),
      }),
      [documents.MEMBERS]: (given) => ({
        conversation: this.#find(given.id, (held) => ({
          members: pageOf([...held.members.values()].filter(({ leftSeq }) => leftSeq === null)),
        })),
      }),
      [documents.SEND_MESSAGE]: ({ input }) => ({ sendMessage: this.#server.send(this.#viewerId, input) }),
      [documents.ACKNOWLEDGE]: (given) => ({ acknowledge: this.#acknowledge(given) }),
      [documents.SET_TYPING]: () => ({ setTyping: true }),
    };
    const answer = answers[document];
    return answer === undefined ? { __typename: 'Query' } : answer(variables as unknown as Variables);
  }

  #changes({ since, includeOthers }: Variables) {
    const seqs = new Map(since.map(({ conversationId, seq }) => [conversationId, seq]));
    const asked = [...this.#server.conversations.values()].filter(
      ({ id, members }) => members.has(this.#viewerId) && (includeOthers || seqs.has(id)),
    );
    const conversations = asked.map((conversation) => this.#changesOf(conversation, seqs)).filter((changes) => changes !== null);
    return {
      conversations,
      hasMore: conversations.some(
        ({ seq, conversation }) => seq < conversation.lastSeq && this.#server.isMember(conversation.id, this.#viewerId),
      ),
    };
  }

  #changesOf(held: ModelConversation, seqs: ReadonlyMap<string, number>) {
    const member = held.members.get(this.#viewerId);
    const since = seqs.get(held.id) ?? 0;
    if (member === undefined || (member.leftSeq !== null && !seqs.has(held.id)) || (member.leftSeq ?? held.lastSeq) <= since) return null;
    const conversation = this.#header(held);
    if (member.leftSeq !== null) return { conversation, messages: [], members: [member], seq: member.leftSeq };
    const upTo = Math.min(held.lastSeq, since + this.#server.changesMax);
    const isIn = ({ changeSeq }: { changeSeq: number }) => changeSeq > since && changeSeq <= upTo;
    return { conversation, messages: held.messages.filter(isIn), members: [...held.members.values()].filter(isIn), seq: upTo };
  }

  #acknowledge({ conversationId, readSeq, deliveredSeq }: Variables) {
    if (!this.#server.isMember(conversationId, this.#viewerId)) throw new Refused('NOT_IN_CONVERSATION');
    const held = this.#server.get(conversationId);
    held.readSeqs.set(this.#viewerId, Math.max(held.readSeqs.get(this.#viewerId) ?? 0, readSeq ?? 0));
    held.deliveredSeqs.set(this.#viewerId, Math.max(held.deliveredSeqs.get(this.#viewerId) ?? 0, deliveredSeq ?? 0));
    const receipt = { deliveredSeq: held.deliveredSeqs.get(this.#viewerId) ?? 0, readSeq: held.readSeqs.get(this.#viewerId) ?? 0 };
    this.#server.emit(this.#viewerId, { __typename: 'ReceiptChanged', conversationId, userId: this.#viewerId, ...receipt });
    return { ...receipt, unreadCount: this.#unread(held) };
  }

  #header(held: ModelConversation): WireConversation {
    const current = [...held.members.values()].filter(({ leftSeq }) => leftSeq === null);
    const role = held.members.get(this.#viewerId)?.role ?? 'MEMBER';
    const isOwner = role === 'OWNER';
    return {
      id: held.id,
      kind: held.kind,
      name: held.name,
      lastSeq: held.lastSeq,
      createdAt: new Date(EPOCH).toISOString(),
      lastActivityAt: held.lastActivityAt,
      memberCount: current.length,
      unreadCount: this.#unread(held),
      viewerMember: { role },
      viewerReceipt: { deliveredSeq: held.deliveredSeqs.get(this.#viewerId) ?? 0, readSeq: held.readSeqs.get(this.#viewerId) ?? 0 },
      viewerCan: { send: true, addMembers: isOwner, removeMembers: isOwner, rename: isOwner, leave: held.kind === 'GROUP' },
      members: pageOf(current.slice(0, 2)),
    };
  }

  #whole(held: ModelConversation, size: number) {
    return { ...this.#header(held), messages: this.#page(held, size, Number.POSITIVE_INFINITY) };
  }

  #page({ messages }: ModelConversation, size: number, before: number): WirePage<WireMessage> {
    const older = messages.filter(({ seq }) => seq < before);
    const page = older.slice(-size);
    const info = { hasNextPage: false, hasPreviousPage: older.length > size, startCursor: String(page[0]?.seq ?? ''), endCursor: null };
    return { edges: page.map((node) => ({ node })), pageInfo: info };
  }

  #mine(): ModelConversation[] {
    return [...this.#server.conversations.values()].filter(({ id }) => this.#server.isMember(id, this.#viewerId));
  }

  #find<T>(id: string, make: (held: ModelConversation) => T): T | null {
    const held = this.#server.conversations.get(id);
    return held !== undefined && this.#server.isMember(id, this.#viewerId) ? make(held) : null;
  }

  #unread({ messages, readSeqs }: ModelConversation): number {
    const readSeq = readSeqs.get(this.#viewerId) ?? 0;
    return messages.filter(
      (message) => message.seq > readSeq && message.sender.id !== this.#viewerId && message.kind === 'TEXT' && message.deletedAt === null,
    ).length;
  }
}

function pageOf<T>(nodes: readonly T[]): WirePage<T> {
  return {
    edges: nodes.map((node) => ({ node })),
    pageInfo: { startCursor: null, endCursor: null, hasNextPage: false, hasPreviousPage: false },
  };
}
