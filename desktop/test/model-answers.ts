import { MESSAGE_BLOCK, MESSAGE_DIGESTS } from '../sync/digest-documents.ts';
import * as documents from '../sync/documents.ts';
import { FOLLOWED_THREAD, FOLLOWED_THREADS } from '../sync/followed-thread-documents.ts';
import { SEND_MESSAGE } from '../sync/operation-documents.ts';
import { SET_ACTIVITY } from '../sync/presence-documents.ts';
import { MESSAGE_READERS } from '../sync/receipt-documents.ts';
import type { Settings, ThreadRow } from '../sync/records.ts';
import { SET_VIEWER_ITEM, VIEWER_CHANGES } from '../sync/viewer-item-documents.ts';
import type { WireConversation, WireMember, WireMessagePage, WirePage } from '../sync/wire.ts';
import { abilitiesOf } from './model-abilities.ts';
import type { ModelConversation } from './model-conversation.ts';
import { blockAt, digestsOf, type ModelDigestRange } from './model-digests.ts';
import { historyOf, messagesBy } from './model-history.ts';
import type { ItemInput } from './model-items.ts';
import { type OperationInput, operate } from './model-operations.ts';
import { actOnPerson } from './model-people.ts';
import type { SendInput } from './model-send.ts';
import { EPOCH, type ModelServer } from './model-server.ts';
import { followedPage, threadOf } from './model-threads.ts';

/** What the documents carry; each uses some of it. */
interface Variables {
  readonly id: string;
  readonly before: string;
  readonly conversationId: string;
  readonly readSeq?: number;
  readonly deliveredSeq?: number;
  readonly since: readonly { conversationId: string; seq: number }[];
  readonly includeOthers: boolean;
  readonly input: SendInput & Partial<Settings> & OperationInput & ItemInput;
  readonly withSettings?: boolean;
  readonly viewerSince: number;
  readonly active: boolean;
  readonly seq: number;
  readonly of: readonly ModelDigestRange[];
  readonly rootId: string;
  readonly userId: string;
  readonly clientOperationId: string;
  readonly after: string | null;
}

/** What the model server answers to one person's documents. */
export class ModelAnswers {
  readonly #server: ModelServer;
  readonly #viewerId: string;
  readonly #answers: Readonly<Record<string, (variables: Variables) => unknown>> = {
    [documents.CHANGES]: (given) => ({ changes: this.#changes(given), ...this.#viewer(given) }),
    [documents.CONVERSATIONS]: (given) => ({
      ...this.#viewer(given),
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
    [FOLLOWED_THREADS]: ({ after }) => ({ threads: followedPage(this.#threads(), this.#server.pageSize, after) }),
    [FOLLOWED_THREAD]: ({ conversationId, rootId }) => ({
      thread: this.#find(conversationId, (held) => threadOf(this.#server, this.#viewerId, [held, rootId])),
    }),
    [MESSAGE_DIGESTS]: ({ of }) => ({
      messageDigests: of.flatMap((range) => this.#find(range.conversationId, (held) => digestsOf(held, range)) ?? []),
    }),
    [MESSAGE_BLOCK]: ({ id, seq }) => ({ conversation: this.#find(id, (held) => ({ messageBlock: blockAt(held, seq) })) }),
    [SEND_MESSAGE]: ({ input }) => ({ message: this.#server.send(this.#viewerId, input) }),
    [SET_VIEWER_ITEM]: ({ input }) => ({ item: this.#server.items.set(this.#viewerId, input) }),
    [VIEWER_CHANGES]: (given) => ({ viewerChanges: this.#server.items.changes(this.#viewerId, Number(given.since)) }),
    [documents.ACKNOWLEDGE]: (given) => ({ acknowledge: this.#acknowledge(given) }),
    [documents.UPDATE_SETTINGS]: ({ input }) => ({ updateSettings: this.#server.updateSettings(this.#viewerId, input) }),
    [SET_ACTIVITY]: ({ active }) => ({ setActivity: this.#server.active.set(this.#viewerId, active) !== undefined }),
    [MESSAGE_READERS]: (given) => ({ messageReaders: this.#readers(given) }),
    [documents.SET_TYPING]: () => ({ setTyping: true }),
  };

  constructor(server: ModelServer, viewerId: string) {
    this.#server = server;
    this.#viewerId = viewerId;
  }

  answer(document: string, variables: Readonly<Record<string, unknown>>): unknown {
    const given = variables as unknown as Variables;
    const answer = this.#answers[document];
    if (answer !== undefined) return answer(given);
    const item = actOnPerson(this.#server, this.#viewerId, [document, given]);
    if (item !== null) return { item };
    const message = operate(this.#server, this.#viewerId, [document, given.input]);
    if (message !== undefined) return { message };
    const history = historyOf(document, variables, this.#server.pageSize);
    if (history !== undefined) return { conversation: this.#find(String(variables.id), history) };
    if (document.startsWith('query Messages(')) return messagesBy(variables, (id) => this.#find(id, (held) => held));
    if (document.startsWith('query MemberReceipts')) return this.#memberReceipts(variables);
    return document.startsWith('query Headers') ? this.#headers(variables) : { __typename: 'Query' };
  }

  #threads() {
    return this.#mine().flatMap((held) =>
      [...held.threads.values()].flatMap(({ rootId }) => threadOf(this.#server, this.#viewerId, [held, rootId]) ?? []),
    );
  }

  #viewer({ withSettings, viewerSince }: Variables) {
    if (withSettings !== true) return {};
    const viewerChanges = this.#server.items.changes(this.#viewerId, viewerSince);
    return { viewer: { settings: this.#server.settingsOf(this.#viewerId) }, viewerChanges };
  }

  #headers(variables: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Object.entries(variables).map(([name, id]) => [name.replace('id', 'c'), this.#find(String(id), (held) => this.#header(held))]),
    );
  }

  /** By the variables `id0`, `id1` …, as `c0`, `c1` … */
  #memberReceipts(variables: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Object.entries(variables).map(([name, id]) => [
        name.replace('id', 'c'),
        this.#find(String(id), (held) => ({
          id: held.id,
          memberReceipts: this.#current(held).map(({ user }) => this.#server.receiptFor(this.#viewerId, held, user.id)),
        })),
      ]),
    );
  }

  #readers({ conversationId, seq }: Variables) {
    const nodes = this.#find(conversationId, (held) => {
      const others = this.#current(held).filter(({ user }) => user.id !== this.#viewerId);
      return others.flatMap(({ user }) => {
        const { deliveredSeq, readSeq } = this.#server.receiptFor(this.#viewerId, held, user.id);
        return deliveredSeq < seq ? [] : [{ user, readAt: readSeq >= seq ? held.lastActivityAt : null }];
      });
    });
    const readers = nodes ?? [];
    return { ...pageOf(readers), totalCount: readers.length, readCount: readers.filter(({ readAt }) => readAt !== null).length };
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
    if (member.leftSeq !== null) return { conversation, messages: [], members: [member], threads: [], seq: member.leftSeq };
    const upTo = Math.min(held.lastSeq, since + this.#server.changesMax);
    const isIn = ({ changeSeq }: { changeSeq: number }) => changeSeq > since && changeSeq <= upTo;
    const messages = held.messages.filter(isIn);
    const members = [...held.members.values()].filter(isIn);
    return {
      conversation,
      messages,
      members,
      threads: threadsAt(
        held,
        messages.map(({ threadRootSeq }) => threadRootSeq),
      ),
      seq: upTo,
    };
  }

  #acknowledge(given: Variables) {
    const receipt = this.#server.acknowledge(this.#viewerId, given);
    return { ...receipt, ...this.#counts(this.#server.get(given.conversationId)) };
  }

  #header(held: ModelConversation): WireConversation {
    const current = this.#current(held);
    const role = held.members.get(this.#viewerId)?.role ?? 'MEMBER';
    return {
      id: held.id,
      kind: held.kind,
      lastSeq: held.lastSeq,
      createdAt: new Date(EPOCH).toISOString(),
      lastActivityAt: held.lastActivityAt,
      memberCount: current.length,
      ...this.#counts(held),
      viewerMember: { role },
      viewerReceipt: { deliveredSeq: held.deliveredSeqs.get(this.#viewerId) ?? 0, readSeq: held.readSeqs.get(this.#viewerId) ?? 0 },
      ...held.settings,
      viewerCan: abilitiesOf(held.kind, role, held.settings.permissions),
      members: pageOf(current.slice(0, 2)),
    };
  }

  #whole(held: ModelConversation, size: number) {
    return { ...this.#header(held), messages: this.#page(held, size, Number.POSITIVE_INFINITY) };
  }

  #page(held: ModelConversation, size: number, before: number): WireMessagePage {
    const older = held.messages.filter(({ seq }) => seq < before);
    const page = older.slice(-size);
    const info = { hasNextPage: false, hasPreviousPage: older.length > size, startCursor: String(page[0]?.seq ?? ''), endCursor: null };
    return {
      edges: page.map((node) => ({ node })),
      threads: threadsAt(
        held,
        page.map(({ seq }) => seq),
      ),
      pageInfo: info,
    };
  }

  #mine(): ModelConversation[] {
    return [...this.#server.conversations.values()].filter(({ id }) => this.#server.isMember(id, this.#viewerId));
  }

  #find<T>(id: string, make: (held: ModelConversation) => T): T | null {
    const held = this.#server.conversations.get(id);
    return held !== undefined && this.#server.isMember(id, this.#viewerId) ? make(held) : null;
  }

  #current({ members }: ModelConversation): WireMember[] {
    return [...members.values()].filter(({ leftSeq }) => leftSeq === null);
  }

  #counts({ messages, readSeqs }: ModelConversation): { unreadCount: number; mentionCount: number } {
    const readSeq = readSeqs.get(this.#viewerId) ?? 0;
    const unread = messages.filter(
      ({ seq, sender, kind, deletedAt, threadRootSeq }) =>
        seq > readSeq && sender.id !== this.#viewerId && kind === 'TEXT' && deletedAt === null && threadRootSeq === null,
    );
    const mentioning = unread.filter(({ mentions, mentionsAll }) => mentionsAll || mentions.includes(this.#viewerId));
    return { unreadCount: unread.length, mentionCount: mentioning.length };
  }
}

function pageOf<T>(nodes: readonly T[]): WirePage<T> {
  return {
    edges: nodes.map((node) => ({ node })),
    pageInfo: { startCursor: null, endCursor: null, hasNextPage: false, hasPreviousPage: false },
  };
}

/** The threads that the messages with these numbers began. */
const threadsAt = ({ threads }: ModelConversation, seqs: readonly (number | null)[]): ThreadRow[] =>
  [...threads.values()].filter(({ rootSeq }) => seqs.includes(rootSeq));
