import { mergeMessages } from './merge-rows.ts';
import type { MessageRow } from './records.ts';
import type { Replica } from './replica.ts';

/** What a page holds, with the changes that overtook it: it may have been read before them. `reach`: its messages' lowest and highest number. */
export type Brought = (messages: readonly MessageRow[], reach: { readonly from: number; readonly to: number }) => readonly MessageRow[];

/** Reads a page of a conversation's messages. `read` is given what brings them up to date once it has them. */
export async function readUpToDate<T>(replica: Replica, conversationId: string, read: (bring: Brought) => Promise<T>): Promise<T> {
  const changed: MessageRow[] = [];
  const stop = replica.onMessagesChanged((id, messages) => {
    if (id === conversationId) changed.push(...messages);
  });
  try {
    return await read((messages, { from, to }) =>
      mergeMessages(
        messages,
        changed.filter(({ seq }) => seq >= from && seq <= to),
      ),
    );
  } finally {
    stop();
  }
}
