import type { MemberRow, MessageRow, Person } from './records.ts';
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
