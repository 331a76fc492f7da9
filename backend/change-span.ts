/** A stretch of one conversation's sequence: the numbers above `since`, up to and with `upTo`. */
export interface ChangeSpan {
  readonly conversationId: string;
  readonly since: number;
  readonly upTo: number;
  /** Messages that were stored up to this time are left out (CONV-5); '-infinity' for none. */
  readonly visibleAfter: string;
}

/** Spans as the parameters of `SPANS`. */
export function spanValues(spans: readonly ChangeSpan[]): [string[], number[], number[], string[]] {
  return [
    spans.map(({ conversationId }) => conversationId),
    spans.map(({ since }) => since),
    spans.map(({ upTo }) => upTo),
    spans.map(({ visibleAfter }) => visibleAfter),
  ];
}

/** The spans $1, $2, $3, $4 as rows in their order: what is read beside them in that order stops where the page is full. */
export const SPANS =
  'unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::timestamptz[]) WITH ORDINALITY AS s (conversation_id, since, up_to, visible_after, ord)';
