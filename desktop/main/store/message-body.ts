import type { MessageRow } from '../../sync/records.ts';

/** What most messages are: what is like this is left out of the body, which halves it. */
const USUAL = {
  kind: 'TEXT',
  mentions: [],
  mentionsAll: false,
  systemEvent: null,
  replyToId: null,
  replyToSeq: null,
  threadRootId: null,
  threadRootSeq: null,
  reactions: [],
  pinnedAt: null,
  pinnedById: null,
  forwardedFrom: null,
  poll: null,
  linkPreviews: [],
  importedAt: null,
  editedAt: null,
  deletedAt: null,
} as const satisfies Partial<MessageRow>;

const usual: Readonly<Record<string, unknown>> = USUAL;

/** Columns of their own. */
const COLUMNS: ReadonlySet<string> = new Set(['conversationId', 'seq', 'changeSeq'] satisfies (keyof MessageRow)[]);

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;
const isUsual = (name: string, value: unknown) =>
  Object.hasOwn(usual, name) && (usual[name] === value || (isEmptyList(usual[name]) && isEmptyList(value)));

export const bodyOf = (message: MessageRow): string =>
  JSON.stringify(Object.fromEntries(Object.entries(message).filter(([name, value]) => !COLUMNS.has(name) && !isUsual(name, value))));

interface Stored {
  readonly seq: number;
  readonly changeSeq: number;
  readonly body: string;
}

export function messageOf(conversationId: string, { seq, changeSeq, body }: Stored): MessageRow {
  const rest = JSON.parse(body) as Omit<MessageRow, keyof typeof USUAL | 'conversationId' | 'seq' | 'changeSeq'>;
  return { ...USUAL, ...rest, conversationId, seq, changeSeq };
}
