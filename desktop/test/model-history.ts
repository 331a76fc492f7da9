import { MESSAGES_AROUND, MESSAGES_AT, NEWER_MESSAGES, THREAD_MESSAGES } from '../sync/history-documents.ts';
import type { WireMessage, WireMessagePage } from '../sync/wire.ts';
import type { ModelConversation } from './model-conversation.ts';

/** What the documents carry; each uses some of it. */
interface Place {
  readonly after?: string;
  readonly before?: string | null;
  readonly seq?: number;
  readonly at?: string;
  readonly rootId?: string;
}

/** What the model server answers of old messages of a conversation, in pages of `size`; undefined for a document of another kind. */
export function historyOf(document: string, place: Place, size: number): ((held: ModelConversation) => unknown) | undefined {
  const answers: Record<string, (held: ModelConversation) => unknown> = {
    [NEWER_MESSAGES]: ({ messages }) => ({ messages: pageFrom(messages, indexFrom(messages, Number(place.after) + 1), size) }),
    [MESSAGES_AROUND]: ({ messages }) => ({ messages: pageAround(messages, indexFrom(messages, place.seq ?? 0), size) }),
    [MESSAGES_AT]: ({ messages }) => {
      const at = Date.parse(place.at ?? '');
      const index = messages.findIndex(({ createdAt }) => Date.parse(createdAt) >= at);
      return { messages: pageAround(messages, index < 0 ? messages.length : index, size) };
    },
    [THREAD_MESSAGES]: ({ messages }) => {
      const replies = messages.filter(({ threadRootId }) => threadRootId === place.rootId);
      const end = place.before == null ? replies.length : indexFrom(replies, Number(place.before));
      return { threadMessages: pageFrom(replies, Math.max(0, end - size), end - Math.max(0, end - size)) };
    },
  };
  return answers[document];
}

function indexFrom(messages: readonly WireMessage[], from: number): number {
  const index = messages.findIndex(({ seq }) => seq >= from);
  return index < 0 ? messages.length : index;
}

function pageAround(messages: readonly WireMessage[], middle: number, size: number): WireMessagePage {
  // Beyond the newest there is the newest page.
  const start = middle === messages.length ? middle - size : middle - Math.floor((size - 1) / 2);
  const end = middle === messages.length ? middle : start + size;
  return pageFrom(messages, Math.max(0, start), end - Math.max(0, start));
}

function pageFrom(messages: readonly WireMessage[], start: number, size: number): WireMessagePage {
  const page = messages.slice(start, start + size);
  return {
    edges: page.map((node) => ({ node })),
    threads: [],
    pageInfo: {
      hasPreviousPage: start > 0,
      hasNextPage: start + size < messages.length,
      startCursor: page[0] === undefined ? null : String(page[0].seq),
      endCursor: page.at(-1) === undefined ? null : String(page.at(-1)?.seq),
    },
  };
}

/** The messages that are named as `conversation0`, `id0`, `conversation1` …, as `m0`, `m1` …; null where the viewer sees none. */
export function messagesBy(
  variables: Readonly<Record<string, unknown>>,
  find: (conversationId: string) => ModelConversation | null,
): Readonly<Record<string, WireMessage | null>> {
  const count = Object.keys(variables).length / 2;
  const found = Array.from({ length: count }, (_, i) =>
    find(String(variables[`conversation${i}`]))?.messages.find(({ id }) => id === variables[`id${i}`]),
  );
  return Object.fromEntries(found.map((message, i) => [`m${i}`, message ?? null]));
}
