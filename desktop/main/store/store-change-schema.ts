import { z } from 'zod';
import type { StoreChange } from '../../sync/store.ts';

/**
 * What a page may save. Only what statements and rules read is looked at; the rest of a row is kept as it came, so that a page that knows more
 * fields than this program keeps them.
 */
const ID = z.string().min(1).max(500);
const SEQ = z.int().min(0);
const TEXT = z.string().max(1_000_000);
const WINDOW = z.looseObject({ startSeq: SEQ });

const MESSAGE = z.looseObject({
  id: ID,
  conversationId: ID,
  seq: SEQ,
  changeSeq: SEQ,
  kind: ID,
  text: TEXT.nullable(),
  createdAt: ID,
  editedAt: ID.nullable(),
  deletedAt: ID.nullable(),
});
const CONVERSATION = z.looseObject({ id: ID, cursor: SEQ, window: WINDOW, readSeq: SEQ, deliveredSeq: SEQ, hasMembers: z.boolean() });
const THREAD = z.looseObject({ rootSeq: SEQ, changeSeq: SEQ });
const MEMBER = z.looseObject({ userId: ID });
const RECEIPT = z.looseObject({ userId: ID });
const ITEM = z.looseObject({ kind: ID, key: z.string().max(1_000), seq: SEQ, value: z.unknown() });
const OUTBOX_ROW = z.looseObject({ id: ID, position: SEQ });
const MARK = z.looseObject({ conversationId: ID, readSeq: SEQ });

const messages = z.array(MESSAGE);
const threads = z.array(THREAD);
const members = z.array(MEMBER);
const conversationId = ID;
const whole = { conversation: CONVERSATION, messages, threads, members };

const CHANGE = z.discriminatedUnion('type', [
  z.object({ type: z.literal('conversationChanged'), since: SEQ, ...whole }),
  z.object({ type: z.literal('conversationReplaced'), ...whole }),
  z.object({ type: z.literal('conversationRemoved'), conversationId }),
  z.object({ type: z.literal('windowExtended'), conversationId, from: SEQ, window: WINDOW, messages, threads }),
  z.object({ type: z.literal('blockHealed'), conversationId, seq: SEQ, from: SEQ, to: SEQ, messages, threads }),
  z.object({ type: z.literal('membersLoaded'), conversationId, members }),
  z.object({ type: z.literal('messageSent'), message: MESSAGE }),
  z.object({ type: z.literal('receiptsLoaded'), conversationId, receipts: z.array(RECEIPT) }),
  z.object({ type: z.literal('receiptsMoved'), conversationId, receipts: z.array(RECEIPT) }),
  z.object({ type: z.literal('settingsRead'), settings: z.looseObject({}) }),
  z.object({ type: z.literal('peopleMet'), people: z.array(z.looseObject({ id: ID })) }),
  z.object({ type: z.literal('outboxPut'), row: OUTBOX_ROW }),
  z.object({ type: z.literal('outboxRemoved'), id: ID }),
  z.object({ type: z.literal('viewerItemsChanged'), since: SEQ, seq: SEQ, items: z.array(ITEM) }),
  z.object({ type: z.literal('viewerItemsReplaced'), seq: SEQ, items: z.array(ITEM) }),
  z.object({ type: z.literal('draftSet'), draft: z.looseObject({ conversationId: ID, text: TEXT }) }),
  z.object({ type: z.literal('readMarkSet'), mark: MARK }),
  z.object({ type: z.literal('readMarkSent'), mark: MARK }),
]) satisfies z.ZodType<{ type: StoreChange['type'] }>;

/** Reads a list of changes from its text. Throws a `ZodError` or `SyntaxError` for anything else. */
export const parseStoreChanges = (text: string): readonly StoreChange[] =>
  z.array(CHANGE).parse(JSON.parse(text)) as unknown as StoreChange[];
