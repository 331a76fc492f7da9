import { viewerOf } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { parseId, parsePageSize, parseSeq } from '../../input.ts';
import { type CursorPart, ID_PATTERN, INSTANT_PATTERN, parseCursor, toConnection } from '../../page.ts';
import { builder } from '../../schema/builder.ts';
import { listMessageReaders, type MessageReader, type MessageReaders, type ReaderPosition } from './message-readers.service.ts';
import type { ReceiptView } from './receipt.ts';
import { acknowledge } from './receipts.service.ts';

const PAGE_DEFAULT = 50;

const unreadOf = (receipt: ReceiptView) => ({ ...receipt, upToSeq: null });

builder.objectType('Receipt', {
  description: "The viewer's watermarks in a conversation (RECEIPT-1).",
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    userId: t.exposeID('userId', { description: 'The person.' }),
    deliveredSeq: t.exposeInt('deliveredSeq', { description: 'Everything up to this number has reached a device.' }),
    readSeq: t.exposeInt('readSeq', { description: 'Everything up to this number has been read.' }),
    unreadCount: t.int({
      description: 'Messages of others after `readSeq` that are not deleted; exact (RECEIPT-3).',
      extensions: { viewerDependent: true },
      resolve: async (receipt, _args, { app }) => (await app.unreadCounts.load(unreadOf(receipt))).unread,
    }),
    mentionCount: t.int({
      description: 'Those of the unread messages that mention the person or everybody.',
      extensions: { viewerDependent: true },
      resolve: async (receipt, _args, { app }) => (await app.unreadCounts.load(unreadOf(receipt))).mentions,
    }),
  }),
});

builder.objectType('MemberReceipt', {
  description: "A member's watermarks as the others may see them (RECEIPT-1, RECEIPT-4).",
  fields: (t) => ({
    userId: t.exposeID('userId', { description: 'Whose.' }),
    deliveredSeq: t.exposeInt('deliveredSeq', { description: 'Everything up to this number has reached a device of theirs.' }),
    readSeq: t.exposeInt('readSeq', { description: 'Everything up to this number has been read by them; 0 where that is not told.' }),
  }),
});

builder.mutationField('acknowledge', (t) =>
  t.field({
    type: 'Receipt',
    description:
      'Moves the watermarks of the viewer forward; a lower number than the stored one changes nothing. In groups of 10 and more the answer may take half a second: acknowledgements are written together. Errors: NOT_IN_CONVERSATION, VALIDATION_ERROR.',
    args: {
      conversationId: t.arg.id({ required: true, description: 'The conversation.' }),
      deliveredSeq: t.arg.int({ description: 'Everything up to this number has reached a device.' }),
      readSeq: t.arg.int({ description: 'Everything up to this number has been read.' }),
    },
    resolve: (_root, { conversationId, deliveredSeq, readSeq }, context) => {
      const delivered = deliveredSeq ?? null;
      const read = readSeq ?? null;
      if (delivered === null && read === null) throw invalid('readSeq', 'Give `deliveredSeq`, `readSeq` or both.');
      return acknowledge(context.app, viewerOf(context), {
        conversationId: parseId('conversationId', conversationId),
        deliveredSeq: delivered === null ? null : parseSeq('deliveredSeq', delivered),
        readSeq: read === null ? null : parseSeq('readSeq', read),
      });
    },
  }),
);

const MessageReaderType = builder.objectRef<MessageReader>('MessageReader').implement({
  description: 'Somebody whom a message has reached.',
  fields: (t) => ({
    user: t.expose('user', { type: 'User', description: 'Who.' }),
    readAt: t.expose('readAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When they had read up to the message; null while they have not, and for who does not tell.',
    }),
  }),
});

type Counts = Pick<MessageReaders, 'totalCount' | 'readCount'>;

/** The plugin's type of a connection knows nothing of what `messageReaders` adds to the page. */
const countsOf = (page: object) => page as Counts;

const MessageReaderConnection = builder.connectionObject(
  {
    type: MessageReaderType,
    name: 'MessageReaderConnection',
    description: 'A page of those whom a message has reached.',
    fields: (t) => ({
      totalCount: t.int({ description: 'How many it has reached, of all pages.', resolve: (page) => countsOf(page).totalCount }),
      readCount: t.int({ description: 'How many of them have read it, as far as they tell.', resolve: (page) => countsOf(page).readCount }),
    }),
  },
  { name: 'MessageReaderEdge', description: 'Somebody in a page.' },
);

const NOT_READ = '-';
const READ_AT_PATTERN: CursorPart = { test: (part) => part === NOT_READ || INSTANT_PATTERN.test(part) };

function parsePosition(cursor: string | null | undefined): ReaderPosition | null {
  const [readAt, userId] = parseCursor('after', cursor, [READ_AT_PATTERN, ID_PATTERN]) ?? [];
  return readAt === undefined || userId === undefined ? null : { userId, readAt: readAt === NOT_READ ? null : readAt };
}

builder.queryField('messageReaders', (t) =>
  t.field({
    type: MessageReaderConnection,
    description:
      'Whom a message has reached besides its sender, those who read it first, with the time (RECEIPT-1). Errors: NOT_IN_CONVERSATION, NOT_FOUND.',
    args: {
      conversationId: t.arg.id({ required: true, description: 'The conversation.' }),
      seq: t.arg.int({ required: true, description: 'The number of the message.' }),
      first: t.arg.int({ description: 'At most so many: 1 to 100, 50 when not given.' }),
      after: t.arg.string({ description: 'The cursor before the page.' }),
    },
    complexity: ({ first }) => ({ field: 1, multiplier: first ?? PAGE_DEFAULT }),
    resolve: async (_root, args, context) => {
      const page = await listMessageReaders(context.app, viewerOf(context), {
        conversationId: parseId('conversationId', args.conversationId),
        seq: parseSeq('seq', args.seq),
        first: parsePageSize('first', args.first, PAGE_DEFAULT),
        after: parsePosition(args.after),
      });
      const counts: Counts = { totalCount: page.totalCount, readCount: page.readCount };
      return { ...toConnection(page, ({ readAt, user }) => [readAt ?? NOT_READ, user.id]), ...counts };
    },
  }),
);
