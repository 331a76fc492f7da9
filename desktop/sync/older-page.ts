import type { Request } from './catch-up.ts';
import { OLDER_MESSAGES } from './documents.ts';
import { readUpToDate } from './read-up-to-date.ts';
import { nodesOf, peopleOfMessages, toMessageRow, windowOf } from './read-wire.ts';
import type { Replica } from './replica.ts';
import type { WireMessagePage } from './wire.ts';

export interface OlderPageEnds {
  readonly replica: Replica;
  readonly request: Request;
}

/** How many pages are looked through for a conversation's newest message, which stands behind as many replies in threads. */
const LOOK_BACK_PAGES = 4;

/** Fetches the page of messages below what is held of a conversation, if there is one. Rejects with an `ApiError`. */
export function fetchOlderPage({ replica, request }: OlderPageEnds, conversationId: string): Promise<void> {
  return readUpToDate(replica, conversationId, async (bring) => {
    const before = replica.conversation(conversationId)?.window;
    if (before === undefined || before.olderCursor === null) return;
    const { conversation } = await request<{ conversation: { messages: WireMessagePage } | null }>(OLDER_MESSAGES, {
      id: conversationId,
      before: before.olderCursor,
    });
    // Meanwhile the conversation may have left the client or been taken over: then the page is not next to what is held.
    if (conversation === null || replica.conversation(conversationId)?.window.startSeq !== before.startSeq) return;
    const wire = nodesOf(conversation.messages);
    const window = windowOf(conversation.messages);
    replica.extend(conversationId, {
      window,
      messages: bring(wire.map(toMessageRow), { from: window.startSeq, to: before.startSeq - 1 }),
      threads: conversation.messages.threads,
      people: peopleOfMessages(wire),
    });
  });
}

/** Where the messages that are held are all replies in threads, looks back for the newest that stands in the timeline. Rejects with an `ApiError`. */
export async function findLastMessage(ends: OlderPageEnds, conversationId: string): Promise<void> {
  const isMissing = () => {
    const row = ends.replica.conversation(conversationId);
    return row !== undefined && row.lastMessage === null && row.window.olderCursor !== null;
  };
  for (let page = 0; page < LOOK_BACK_PAGES && isMissing(); page += 1) await fetchOlderPage(ends, conversationId);
}
