import type { MemberRow, MessageRow, Person, ThreadRow } from './records.ts';
import { isCurrent } from './store.ts';

export const isSamePerson = (held: Person | undefined, person: Person): boolean =>
  held !== undefined && held.displayName === person.displayName && held.username === person.username;

/**
 * Puts new and changed messages at their places. Rows that stay are the same objects, and so is the list if all of them stay; the usual case, a
 * newer message, is an append.
 */
export function mergeMessages(held: readonly MessageRow[], changed: readonly MessageRow[]): readonly MessageRow[] {
  let merged: MessageRow[] | null = null;
  for (const message of changed) {
    const rows: readonly MessageRow[] = merged ?? held;
    const index = lastIndexUpTo(rows, message.seq);
    const before = rows[index];
    const isKnown = before?.seq === message.seq;
    if (isKnown && !isCurrent(before, message)) continue;
    merged ??= [...held];
    merged.splice(isKnown ? index : index + 1, Number(isKnown), message);
  }
  return merged ?? held;
}

/** All messages with a number from `from` to `to`, as they were at the number `seq` or later; their threads, and whom they speak of. */
export interface HealedBlock {
  readonly seq: number;
  readonly from: number;
  readonly to: number;
  readonly messages: readonly MessageRow[];
  readonly threads: readonly ThreadRow[];
  readonly people: readonly Person[];
}

/** What is held from `startSeq` on, with the messages of a block in place of all that is held of its numbers. */
export function withBlock(
  held: { readonly startSeq: number; readonly messages: readonly MessageRow[] },
  block: Pick<HealedBlock, 'from' | 'to' | 'messages'>,
): readonly MessageRow[] {
  const rest = held.messages.filter(({ seq }) => seq < block.from || seq > block.to);
  return mergeMessages(
    rest,
    block.messages.filter(({ seq }) => seq >= held.startSeq),
  );
}

/** Where the last message up to a number stands; -1 if all come after it. */
function lastIndexUpTo(rows: readonly MessageRow[], seq: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.seq ?? seq) <= seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export function mergeMembers(held: readonly MemberRow[], changed: readonly MemberRow[]): MemberRow[] {
  const byId = new Map(held.map((member) => [member.userId, member]));
  for (const member of changed) {
    if (member.changeSeq >= (byId.get(member.userId)?.changeSeq ?? 0)) byId.set(member.userId, member);
  }
  return [...byId.values()];
}
