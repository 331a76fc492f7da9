import DataLoader from 'dataloader';
import type { AppContext } from './context.ts';
import type { ConversationView } from './modules/conversations/conversation.ts';
import type { MemberView } from './modules/conversations/member.ts';
import { listFirstMembers } from './modules/conversations/members.service.ts';
import { listNewestMessages } from './modules/messages/history.service.ts';
import type { MessageView } from './modules/messages/message.ts';
import type { ThreadRoot, ThreadView } from './modules/messages/thread.ts';
import { listThreads } from './modules/messages/threads.service.ts';
import type { MemberReceipt } from './modules/receipts/receipt.ts';
import { listMemberReceipts, type ReceiptsQuestion } from './modules/receipts/receipts.service.ts';
import type { ConversationPreferences } from './modules/viewer-items/viewer-item.ts';
import { listPreferences, type PreferencesQuestion } from './modules/viewer-items/viewer-items.service.ts';
import type { Page } from './page.ts';

/**
 * What one operation reads in batches, so that a list costs one statement a field, not one an item. They live as long as their operation,
 * and are made when it asks: most ask for none.
 */
export class Loaders {
  readonly #app: AppContext;
  #newestMessages: PageLoaders<MessageView> | undefined;
  #firstMembers: PageLoaders<MemberView> | undefined;
  #threads: DataLoader<ThreadRoot, ThreadView | null> | undefined;
  #memberReceipts: DataLoader<ReceiptsQuestion, MemberReceipt[]> | undefined;
  #preferences: DataLoader<PreferencesQuestion, ConversationPreferences> | undefined;

  constructor(app: AppContext) {
    this.#app = app;
  }

  get memberReceipts(): DataLoader<ReceiptsQuestion, MemberReceipt[]> {
    this.#memberReceipts ??= new DataLoader((questions) => listMemberReceipts(this.#app, questions), { cache: false });
    return this.#memberReceipts;
  }

  get preferences(): DataLoader<PreferencesQuestion, ConversationPreferences> {
    this.#preferences ??= new DataLoader((questions) => listPreferences(this.#app, questions), { cache: false });
    return this.#preferences;
  }

  get threads(): DataLoader<ThreadRoot, ThreadView | null> {
    this.#threads ??= new DataLoader((roots) => listThreads(this.#app.db.pool, roots), { cache: false });
    return this.#threads;
  }

  newestMessages(size: number): DataLoader<ConversationView, Page<MessageView>> {
    this.#newestMessages ??= new PageLoaders((all, each) => listNewestMessages(this.#app, all, each));
    return this.#newestMessages.of(size);
  }

  firstMembers(size: number): DataLoader<ConversationView, Page<MemberView>> {
    this.#firstMembers ??= new PageLoaders((all, each) => listFirstMembers(this.#app, all, each));
    return this.#firstMembers.of(size);
  }
}

type ReadPages<T> = (conversations: readonly ConversationView[], size: number) => Promise<Page<T>[]>;

/** Loaders of a page of each conversation, one for each size that the operation asks for. */
class PageLoaders<T> {
  readonly #read: ReadPages<T>;
  readonly #bySize = new Map<number, DataLoader<ConversationView, Page<T>>>();

  constructor(read: ReadPages<T>) {
    this.#read = read;
  }

  of(size: number): DataLoader<ConversationView, Page<T>> {
    const known = this.#bySize.get(size);
    if (known !== undefined) return known;
    const loader = new DataLoader<ConversationView, Page<T>>((all) => this.#read(all, size), { cache: false });
    this.#bySize.set(size, loader);
    return loader;
  }
}
