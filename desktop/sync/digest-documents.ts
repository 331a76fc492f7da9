import { MESSAGE, THREAD } from './document-fields.ts';

/** What comparing with the server asks it. */

export const MESSAGE_DIGESTS = `query MessageDigests($of: [DigestRange!]!) {
  messageDigests(of: $of) { conversationId fromSeq seq digests }
}`;

export const MESSAGE_BLOCK = `query MessageBlock($id: ID!, $seq: Int!) {
  conversation(id: $id) { messageBlock(seq: $seq) { seq messages ${MESSAGE} threads ${THREAD} } }
}`;
