import DataLoader from 'dataloader';
import type { AppContext } from './context.ts';
import type { ConversationView } from './modules/conversations/conversation.ts';
import { countMembers } from './modules/conversations/members.service.ts';
import { listNewestMessages } from './modules/messages/history.service.ts';
import type { MessageView } from './modules/messages/message.ts';
import type { ReceiptView } from './modules/receipts/receipt.ts';
import { countUnread } from './modules/receipts/receipts.service.ts';
import type { Page } from './page.ts';

/** What one operation reads in batches, so that a list costs one statement a field, not one an item. */
export interface Loaders {
  readonly unreadCounts: DataLoader<ReceiptView, number>;
  readonly memberCounts: DataLoader<string, number>;
  newestMessages(size: number): DataLoader<ConversationView, Page<MessageView>>;
}

/** Loaders live as long as their operation. */
export function createLoaders(app: AppContext): Loaders {
  const newestBySize = new Map<number, DataLoader<ConversationView, Page<MessageView>>>();
  return {
    unreadCounts: new DataLoader((receipts) => countUnread(app, receipts), { cache: false }),
    memberCounts: new DataLoader((ids) => countMembers(app, ids)),
    newestMessages(size) {
      const known = newestBySize.get(size);
      if (known !== undefined) return known;
      const loader = new DataLoader<ConversationView, Page<MessageView>>((all) => listNewestMessages(app, all, size), { cache: false });
      newestBySize.set(size, loader);
      return loader;
    },
  };
}
