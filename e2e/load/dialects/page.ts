import type { MissedPage } from './dialect.ts';

/** Reads the head of a page as the servers that answer in plain JSON give it. */
export function readPage(answer: string): MissedPage {
  const [, hasMore, last] = /"hasMore":(true|false),"last":"(\d+)"/.exec(answer) ?? [];
  if (last === undefined) throw new Error(`Not a page of messages: ${answer.slice(0, 200)}`);
  return { last, hasMore: hasMore === 'true' };
}
