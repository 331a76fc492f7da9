import type { Page } from '@playwright/test';

/** A row as the browser keeps it. */
export interface KeptMessage {
  readonly conversationId: string;
  readonly seq: number;
  readonly text: string | null;
  readonly [field: string]: unknown;
}

/** What is to become of a row; null where it is lost. */
interface Ruin {
  readonly seq: number;
  readonly change: Readonly<Record<string, unknown>> | null;
}

/** Reads the messages of a conversation that the page's browser keeps, ascending; with `ruins`, makes of some of them what a bad disk would. */
export function keptMessages(page: Page, conversationId: string, ruins: readonly Ruin[] = []): Promise<KeptMessage[]> {
  return page.evaluate(work, { conversationId, ruins });
}

/** Runs in the page. */
async function work(of: { conversationId: string; ruins: readonly Ruin[] }): Promise<KeptMessage[]> {
  const result = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const names = (await indexedDB.databases()).map(({ name = '' }) => name);
  const database = await result(indexedDB.open(names.find((name) => name.startsWith('parley-')) ?? ''));
  try {
    const table = database.transaction('messages', 'readwrite').objectStore('messages');
    for (const { seq, change } of of.ruins) {
      const key = [of.conversationId, seq];
      if (change === null) await result(table.delete(key));
      else await result(table.put({ ...(await result(table.get(key))), ...change }));
    }
    return await result(table.getAll(IDBKeyRange.bound([of.conversationId], [of.conversationId, []])));
  } finally {
    database.close();
  }
}
