/** MSG-1. */
export const messageLimit = 10_000;
const warnWithin = 500;

/** What to say about the length of a text: nothing until the limit is near. */
export function lengthNotice(text: string): { left: number; isNear: boolean; isOver: boolean } {
  const left = messageLimit - text.length;
  return { left, isNear: left <= warnWithin, isOver: left < 0 };
}
