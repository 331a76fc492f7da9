import type { MessageRow } from './records.ts';

/**
 * The newest message of a timeline, after some that are new or changed. `startSeq`: from there on every message is held, so that none is newer
 * than the newest one of them; an older message that changes is not the newest only because none is held. Where a message stands in the sequence
 * tells, not when it came: one that was changed meanwhile comes after messages that follow on it. Replies stand in their threads.
 */
export function newestOf(held: MessageRow | null, messages: readonly MessageRow[], startSeq: number): MessageRow | null {
  const isNewest = (newest: MessageRow | null, { seq, changeSeq }: MessageRow) =>
    newest?.seq === seq ? changeSeq >= newest.changeSeq : seq >= startSeq && seq > (newest?.seq ?? 0);
  return messages
    .filter(({ threadRootSeq }) => threadRootSeq === null)
    .reduce<MessageRow | null>((newest, message) => (isNewest(newest, message) ? message : newest), held);
}
