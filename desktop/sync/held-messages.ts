import type { MessageRow } from './records.ts';
import type { Replica } from './replica.ts';
import type { Store } from './store.ts';

/** Messages of one read of the store; between two of them the page gets its turn. */
const PAGE = 500;

export interface HeldQuestion {
  readonly fits: (message: MessageRow) => boolean;
  /** At most so many, the newest. */
  readonly limit: number;
  /** Asked now and then: whether somebody still waits for the answer. */
  readonly isWanted: () => boolean;
}

/** What this device holds of all conversations, for looking through without the network (DESKTOP-3). */
export class HeldMessages {
  readonly #replica: Pick<Replica, 'conversations'>;
  readonly #store: Pick<Store, 'listMessages'>;

  constructor(replica: Pick<Replica, 'conversations'>, store: Pick<Store, 'listMessages'>) {
    this.#replica = replica;
    this.#store = store;
  }

  /** The newest messages that fit and are not deleted, the newest first. */
  async find({ fits, limit, isWanted }: HeldQuestion): Promise<MessageRow[]> {
    let found: MessageRow[] = [];
    for (const conversationId of this.#replica.conversations.get().keys()) {
      if (!isWanted()) return [];
      found.push(...(await this.#findIn(conversationId, { fits, limit, isWanted })));
      if (found.length > limit * 2) found = newest(found, limit);
    }
    return newest(found, limit);
  }

  async #findIn(conversationId: string, { fits, limit, isWanted }: HeldQuestion): Promise<MessageRow[]> {
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
