import type { MessageRow } from './records.ts';

/** Everything that a row says, in a fixed order: stores may give the fields back in another. */
const CONTENT: Readonly<Record<Exclude<keyof MessageRow, 'seal'>, true>> = {
  id: true,
  conversationId: true,
  seq: true,
  changeSeq: true,
  clientMessageId: true,
  kind: true,
  senderId: true,
  text: true,
  mentions: true,
  mentionsAll: true,
  systemEvent: true,
  replyToId: true,
  replyToSeq: true,
  threadRootId: true,
  threadRootSeq: true,
  reactions: true,
  pinnedAt: true,
  pinnedById: true,
  forwardedFrom: true,
  poll: true,
  linkPreviews: true,
  createdAt: true,
  importedAt: true,
  editedAt: true,
  deletedAt: true,
};
const NAMES = Object.keys(CONTENT) as (keyof typeof CONTENT)[];

/** The row with a checksum of all that it says, so that what its store gives back can be known to be what came from the server. */
export const sealed = (row: MessageRow): MessageRow => ({ ...row, seal: sealOf(row) });

/** Whether the row says what it said when it came. One that was stored before rows had a seal is taken as it is. */
export const isIntact = (row: MessageRow): boolean => row.seal === undefined || row.seal === sealOf(row);

/** What is left empty is left out: a kind of content that is new leaves the seals of rows without it as they are. */
function sealOf(row: MessageRow): string {
  const content: unknown[] = [];
  for (const name of NAMES) if (!isEmpty(row[name])) content.push(name, row[name]);
  return checksum(JSON.stringify(content));
}

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0);

/** FNV-1a over UTF-16 units, in two lanes: against accidents, not against people, who could write the checksum as well. */
function checksum(text: string): string {
  let [low, high] = [0x811c9dc5, 0x9747b28c];
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return ((low >>> 0) * 0x100000 + (high >>> 12)).toString(36);
}
