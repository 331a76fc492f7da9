import type { MessageRow } from './records.ts';

/**
 * The newest message of a timeline, after some that are new or changed. `since`: what was complete before them; an older message that changes is
 * not the newest only because no newer one is held. Replies stand in their threads.
 */
export function newestOf(held: MessageRow | null, messages: readonly MessageRow[], since: number): MessageRow | null {
  const isNewest = (newest: MessageRow | null, { seq, changeSeq }: MessageRow) =>
    newest?.seq === seq ? changeSeq >= newest.changeSeq : seq > Math.max(since, newest?.seq ?? 0);
  return messages
    .filter(({ threadRootSeq }) => threadRootSeq === null)
    .reduce<MessageRow | null>((newest, message) => (isNewest(newest, message) ? message : newest), held);
}
