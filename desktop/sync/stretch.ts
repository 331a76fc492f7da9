import { mergeMessages } from './merge-rows.ts';
import type { MessageRow } from './records.ts';

/** Where a person wants to look: at a message by its number, or at the first one from a moment on (ISO 8601). */
export type Target = { readonly seq: number } | { readonly at: string };

/** An old part of a conversation, held without a hole: all its messages with a number from `startSeq` to `endSeq`, both included. */
export interface Stretch {
  readonly startSeq: number;
  readonly endSeq: number;
  /** Ascending by number. */
  readonly messages: readonly MessageRow[];
  /** Where the server goes on backwards and forwards; null where it has nothing more, or where the edge lies among the messages that the store holds. */
  readonly olderCursor: string | null;
  readonly newerCursor: string | null;
}

/** Messages that changed while the stretch was read, or since. What lies outside it is not its concern. */
export function withChanges(stretch: Stretch, changed: readonly MessageRow[]): Stretch {
  const inside = changed.filter(({ seq }) => seq >= stretch.startSeq && seq <= stretch.endSeq);
  const messages = mergeMessages(stretch.messages, inside);
  return messages === stretch.messages ? stretch : { ...stretch, messages };
}

/** The stretch with one that reaches further back; what they have in common is taken from the first. */
export function withOlder(stretch: Stretch, { startSeq, olderCursor, messages }: Stretch): Stretch {
  return { ...stretch, startSeq, olderCursor, messages: [...messages.filter(({ seq }) => seq < stretch.startSeq), ...stretch.messages] };
}

/** The stretch with one that reaches further on. */
export function withNewer(stretch: Stretch, { endSeq, newerCursor, messages }: Stretch): Stretch {
  return { ...stretch, endSeq, newerCursor, messages: [...stretch.messages, ...messages.filter(({ seq }) => seq > stretch.endSeq)] };
}

/** The message of the stretch that one wanted to see, else the nearest after it, else the last one; undefined where there is none at all. */
export function messageAt(messages: readonly MessageRow[], target: Target): MessageRow | undefined {
  const isThere = (row: MessageRow) => row.threadRootSeq === null && ('seq' in target ? row.seq >= target.seq : row.createdAt >= target.at);
  return messages.find(isThere) ?? messages.findLast(({ threadRootSeq }) => threadRootSeq === null);
}
