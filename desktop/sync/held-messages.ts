import { answersQuery, parseHeldQuery } from './held-query.ts';
import { scoreOf } from './held-rank.ts';
import type { MessageRow } from './records.ts';
import type { Replica } from './replica.ts';
import { searchWords } from './search-words.ts';
import type { HeldSearch, Store } from './store.ts';

/** Messages of one read of the store; between two of them the page gets its turn. */
const PAGE = 500;
/** Of the newest so many that fit, the best are given. */
const RANKED = 200;

export interface HeldQuestion extends HeldSearch {
  /** Whether the message may be shown: not what the viewer deleted for themselves. */
  readonly isShown: (message: MessageRow) => boolean;
  /** Asked now and then: whether somebody still waits for the answer. */
  readonly isWanted: () => boolean;
}

interface Looking extends Pick<HeldQuestion, 'limit' | 'isWanted'> {
  readonly fits: (message: MessageRow) => boolean;
}

/** What this device holds of all conversations, for looking through without the network (DESKTOP-3). */
export class HeldMessages {
  readonly #replica: Pick<Replica, 'conversations'>;
  readonly #store: Pick<Store, 'listMessages' | 'search'>;

  constructor(replica: Pick<Replica, 'conversations'>, store: Pick<Store, 'listMessages' | 'search'>) {
    this.#replica = replica;
    this.#store = store;
  }

  /** Whether there is an index, so that it answers as one types (SEARCH-3). */
  get isQuick(): boolean {
    return this.#store.search !== undefined;
  }

  /** Messages that have the words and are not deleted, the newest first or the best first. Rejects with a `StoreFailure`. */
  async find(question: HeldQuestion): Promise<readonly MessageRow[]> {
    return this.isQuick ? this.#findByIndex(question, question.limit) : this.#lookThrough(question);
  }

  /** As many more as are not shown. */
  async #findByIndex(question: HeldQuestion, size: number): Promise<readonly MessageRow[]> {
    const { text, order, limit, isShown, isWanted } = question;
    const found = (await this.#store.search?.({ text, order, limit: size })) ?? [];
    const shown = found.filter(isShown);
    if (shown.length >= limit || found.length < size || !isWanted()) return shown.slice(0, limit);
    return this.#findByIndex(question, size * 2);
  }

  async #lookThrough({ text, order, limit, isShown, isWanted }: HeldQuestion): Promise<readonly MessageRow[]> {
    const alternatives = parseHeldQuery(text);
    const wordsOf = (message: MessageRow) => searchWords(message.text ?? '');
    const fits = (message: MessageRow) => message.text !== null && isShown(message) && answersQuery(wordsOf(message), alternatives);
    if (alternatives.length === 0) return [];
    if (order === 'TIME') return this.#newestThat({ fits, limit, isWanted });
    const now = Date.now();
    const score = (message: MessageRow) => scoreOf(wordsOf(message), alternatives, now - Date.parse(message.createdAt));
    const found = await this.#newestThat({ fits, limit: Math.max(limit, RANKED), isWanted });
    const scored = found.map((message) => ({ message, score: score(message) })).sort((a, b) => b.score - a.score);
    return scored.slice(0, limit).map(({ message }) => message);
  }

  async #newestThat({ fits, limit, isWanted }: Looking): Promise<MessageRow[]> {
    let found: MessageRow[] = [];
    for (const conversationId of this.#replica.conversations.get().keys()) {
      if (!isWanted()) return [];
      found.push(...(await this.#findIn(conversationId, { fits, limit, isWanted })));
      if (found.length > limit * 2) found = newest(found, limit);
    }
    return newest(found, limit);
  }

  async #findIn(conversationId: string, { fits, limit, isWanted }: Looking): Promise<MessageRow[]> {
    const found: MessageRow[] = [];
    let before = Number.MAX_SAFE_INTEGER;
    while (found.length < limit && isWanted()) {
      const held = await this.#store.listMessages(conversationId, { before, limit: PAGE });
      const messages = held?.messages ?? [];
      found.push(...messages.filter((message) => message.kind === 'TEXT' && message.deletedAt === null && fits(message)));
      if (messages.length < PAGE) break;
      before = messages[0]?.seq ?? 0;
    }
    return found;
  }
}

const newest = (messages: readonly MessageRow[], limit: number) =>
  messages.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)).slice(0, limit);
