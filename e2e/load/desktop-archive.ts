import { randomUUID } from 'node:crypto';
import type { WorkerStore } from '../../desktop/main/store/worker-store.ts';
import type { MessageRow } from '../../desktop/sync/records.ts';
import type { StoreChange } from '../../desktop/sync/store.ts';
import { conversationRow, messageRow } from '../../desktop/test/store-rows.ts';
import type { Corpus } from './corpus.ts';

export const CONVERSATIONS = 200;
const PEOPLE = 40;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
/** As many as a page saves at once. */
const BATCH = 500;

export const conversationId = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** The messages of a conversation with numbers from `first` on: those of all conversations alternate over a year. */
export function messagesOf(
  corpus: Corpus,
  { index, first, count, of }: { index: number; first: number; count: number; of: number },
): MessageRow[] {
  const everyMs = YEAR_MS / of;
  const begin = Date.now() - YEAR_MS;
  return Array.from({ length: count }, (_, i) => {
    const seq = first + i;
    return messageRow(seq, {
      id: randomUUID(),
      conversationId: conversationId(index),
      clientMessageId: randomUUID(),
      senderId: `person-${(seq * 7 + index) % PEOPLE}`,
      text: corpus.text(),
      createdAt: new Date(begin + seq * everyMs + index).toISOString(),
    });
  });
}

export const save = (store: WorkerStore, changes: readonly StoreChange[]): Promise<string> =>
  store.ask({ name: 'save', input: { changes: JSON.stringify(changes) } });

/** Fills a store as a client does that has read everything: the newest page of each conversation, then older ones. */
export async function fillStore(store: WorkerStore, corpus: Corpus, messages: number): Promise<void> {
  const of = Math.ceil(messages / CONVERSATIONS);
  const people = Array.from({ length: PEOPLE }, (_, i) => ({ id: `person-${i}`, username: `person.${i}`, displayName: `Person ${i}` }));
  await save(store, [{ type: 'peopleMet', people }]);
  for (let index = 0; index < CONVERSATIONS; index += 1) {
    for (let end = of; end > 0; end -= BATCH) {
      const first = Math.max(1, end - BATCH + 1);
      const page = messagesOf(corpus, { index, first, count: end - first + 1, of });
      await save(store, [end === of ? wholeOf(index, page) : olderOf(index, page, end)]);
    }
  }
}

const windowOf = (first: number) => ({ startSeq: first === 1 ? 0 : first, olderCursor: first === 1 ? null : 'older' });

function wholeOf(index: number, messages: readonly MessageRow[]): StoreChange {
  const [first, last] = [messages[0]?.seq ?? 1, messages.at(-1)];
  const conversation = conversationRow({
    id: conversationId(index),
    name: `Conversation ${index}`,
    cursor: last?.seq ?? 0,
    countedSeq: last?.seq ?? 0,
    lastActivityAt: last?.createdAt ?? '',
    lastMessage: last ?? null,
    window: windowOf(first),
  });
  return { type: 'conversationReplaced', conversation, messages, threads: [], members: [] };
}

const olderOf = (index: number, messages: readonly MessageRow[], end: number): StoreChange => ({
  type: 'windowExtended',
  conversationId: conversationId(index),
  from: end + 1,
  window: windowOf(messages[0]?.seq ?? 1),
  messages,
  threads: [],
});

/** What was missed in all conversations: pages of catching up, each of a few conversations. */
export function missedPages(corpus: Corpus, { missed, of }: { missed: number; of: number }): StoreChange[][] {
  const each = Math.ceil(missed / CONVERSATIONS);
  const changes = Array.from({ length: CONVERSATIONS }, (_, index): StoreChange => {
    const messages = messagesOf(corpus, { index, first: of + 1, count: each, of });
    const last = messages.at(-1) ?? null;
    const conversation = conversationRow({
      id: conversationId(index),
      name: `Conversation ${index}`,
      cursor: of + each,
      lastMessage: last,
    });
    return { type: 'conversationChanged', since: of, conversation, messages, threads: [], members: [] };
  });
  const perPage = Math.max(1, Math.floor(BATCH / each));
  return Array.from({ length: Math.ceil(changes.length / perPage) }, (_, i) => changes.slice(i * perPage, (i + 1) * perPage));
}
