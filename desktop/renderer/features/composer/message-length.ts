/** MSG-1. */
const messageLimit = 10_000;
const warnWithin = 500;

/** Characters as the server counts them: an emoji of one code point is one. Only long texts are counted through. */
function lengthOf(text: string): number {
  return text.length <= messageLimit - warnWithin ? text.length : [...text].length;
}

/** What to say about the length of a text: nothing until the limit is near. */
export function lengthNotice(text: string): { left: number; isNear: boolean; isOver: boolean } {
  const left = messageLimit - lengthOf(text);
  return { left, isNear: left <= warnWithin, isOver: left < 0 };
}
