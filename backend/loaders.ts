import DataLoader from 'dataloader';
import type { AppContext } from './context.ts';
import type { ConversationView } from './modules/conversations/conversation.ts';
import { countMembers } from './modules/conversations/members.service.ts';
import { listNewestMessages } from './modules/messages/history.service.ts';
import type { MessageView } from './modules/messages/message.ts';
import type { ReceiptView } from './modules/receipts/receipt.ts';
import { countUnread } from './modules/receipts/receipts.service.ts';
import type { Page } from './page.ts';

/**
 * What one operation reads in batches, so that a list costs one statement a field, not one an item. They live as long as their operation,
 * and are made when it asks: most ask for none.
 */
export class Loaders {
  readonly #app: AppContext;
  #newestMessages: Map<number, DataLoader<ConversationView, Page<MessageView>>> | undefined;
  #unreadCounts: DataLoader<ReceiptView, number> | undefined;
  #memberCounts: DataLoader<string, number> | undefined;

  constructor(app: AppContext) {
    this.#app = app;
  }

  get unreadCounts(): DataLoader<ReceiptView, number> {
    this.#unreadCounts ??= new DataLoader((receipts) => countUnread(this.#app, receipts), { cache: false });
    return this.#unreadCounts;
  }

  get memberCounts(): DataLoader<string, number> {
    this.#memberCounts ??= new DataLoader((ids) => countMembers(this.#app, ids));
    return this.#memberCounts;
  }

  newestMessages(size: number): DataLoader<ConversationView, Page<MessageView>> {
    this.#newestMessages ??= new Map();
    const known = this.#newestMessages.get(size);
    if (known !== undefined) return known;
    const loader = new DataLoader<ConversationView, Page<MessageView>>((all) => listNewestMessages(this.#app, all, size), { cache: false });
    this.#newestMessages.set(size, loader);
    return loader;
  }
}
