import type { HeldMessages, HeldSearch, Snapshot, Store } from '../sync/store.ts';

type Awaitable<T> = T | Promise<T>;

/** What is asked of a store, be it synchronous or not. */
export interface ReadStore {
  load(): Awaitable<Snapshot>;
  listMessages(conversationId: string, page: { before: number; limit: number }): Awaitable<HeldMessages | null>;
  listThreads(conversationId: string): Awaitable<Awaited<ReturnType<Store['listThreads']>>>;
  listMembers(conversationId: string): Awaitable<Awaited<ReturnType<Store['listMembers']>>>;
  listReceipts(conversationId: string): Awaitable<Awaited<ReturnType<Store['listReceipts']>>>;
  search?(search: HeldSearch): Awaitable<Awaited<ReturnType<NonNullable<Store['search']>>>>;
}

const ALL = { before: Number.MAX_SAFE_INTEGER, limit: 100_000 };

/** Everything in a store as one text: equal for two that hold the same, in whatever order they give it. */
export async function contentOf(store: ReadStore): Promise<string> {
  const snapshot = await store.load();
  const conversations = [];
  for (const { id } of snapshot.conversations) {
    conversations.push({
      id,
      messages: (await store.listMessages(id, ALL))?.messages,
      threads: sorted(await store.listThreads(id)),
      members: sorted(await store.listMembers(id)),
      receipts: sorted(await store.listReceipts(id)),
    });
  }
  const { outbox, viewerItems, settings, ...rest } = snapshot;
  const lists = Object.fromEntries(Object.entries(rest).map(([name, rows]) => [name, sorted(rows)]));
  const items = { seq: viewerItems.seq, items: sorted(viewerItems.items) };
  return canonical({ conversations: sorted(conversations), outbox: sorted(outbox), items, settings, ...lists });
}

const sorted = (rows: readonly unknown[]): string[] => rows.map(canonical).sort();

/** The fields of each object in the order of their names. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
