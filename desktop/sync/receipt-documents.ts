/** As many conversations as one operation asks for; below the aliases that the server allows. */
export const RECEIPTS_MAX = 10;

/** How far the members of `count` conversations have come. The variables are `id0`, `id1` …, the answers `c0`, `c1` … */
export function memberReceiptsOf(count: number): string {
  const indexes = Array.from({ length: count }, (_, i) => i);
  return `query MemberReceipts(${indexes.map((i) => `$id${i}: ID!`).join(', ')}) {
  ${indexes.map((i) => `c${i}: conversation(id: $id${i}) { id memberReceipts { userId deliveredSeq readSeq } }`).join('\n  ')}
}`;
}

/** Whom a message reached and who of them read it, readers first. */
export const MESSAGE_READERS = `query MessageReaders($conversationId: ID!, $seq: Int!, $after: String) {
  messageReaders(conversationId: $conversationId, seq: $seq, first: 50, after: $after) {
    totalCount
    readCount
    edges { node { readAt user { id username displayName } } }
    pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
  }
}`;
