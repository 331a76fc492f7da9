import { viewerOf } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { parseId, parseSeq } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import type { DigestRange, MessageBlock, RangeDigests } from './digest.ts';
import { digestMessages, getMessageBlock } from './digests.service.ts';

const RANGES_MAX = 32;
/** Of all ranges together: at most 16,384 messages are read for one question. */
const BLOCKS_MAX = 64;

const DigestRangeInput = builder.inputType('DigestRange', {
  description: 'What a client holds of a conversation, in blocks of 256 numbers: block n has those from n × 256 on.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: 'The conversation.' }),
    fromSeq: t.int({ required: true, description: 'The first number that is held; its block comes first, without the numbers before it.' }),
    blockCount: t.int({ required: true, description: 'How many blocks: 1 to 64, and no more in all ranges together.' }),
  }),
});

const MessageDigests = builder.objectRef<RangeDigests>('MessageDigests').implement({
  description: 'What the messages of consecutive blocks come to, to be compared with what a client holds.',
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    fromSeq: t.exposeInt('fromSeq', { description: 'The first number, as it was asked for.' }),
    seq: t.exposeInt('seq', { description: 'Every change up to this number is in the digests; a later one may be.' }),
    digests: t.field({
      type: ['String'],
      description:
        'One for each block, 32 hexadecimal digits: the first 16 bytes of the SHA-256 of the lines of its messages in the order of their numbers. A line is seq, changeSeq, id, id of the sender and, unless it is null, text, with U+001F between them and U+001E at its end, in UTF-8.',
      resolve: ({ digests }) => [...digests],
    }),
  }),
});

const MessageBlockType = builder.objectRef<MessageBlock>('MessageBlock').implement({
  description: "The messages of 256 numbers of a conversation, as far as they are the viewer's to see.",
  fields: (t) => ({
    seq: t.exposeInt('seq', { description: 'The block is complete up to this number of the conversation.' }),
    messages: t.field({
      type: ['Message'],
      description: 'The messages in the order of their numbers; a deleted one as a tombstone.',
      resolve: ({ messages }) => [...messages],
    }),
    threads: t.field({ type: ['Thread'], description: 'The threads that they began.', resolve: ({ threads }) => [...threads] }),
  }),
});

builder.queryField('messageDigests', (t) =>
  t.field({
    type: [MessageDigests],
    description:
      'What the messages that a client holds come to, so that it can tell whether it holds them all, and as they are. In the order asked, without conversations that the viewer is not in. Errors: VALIDATION_ERROR naming `of`.',
    args: { of: t.arg({ type: [DigestRangeInput], required: true, description: 'What is held: at most 32 ranges.' }) },
    complexity: ({ of }) => of.reduce((sum, { blockCount }) => sum + Math.max(1, blockCount), 1),
    resolve: (_root, { of }, context) => digestMessages(context.app, viewerOf(context), parseRanges(of)),
  }),
);

builder.objectField('Conversation', 'messageBlock', (t) =>
  t.field({
    type: MessageBlockType,
    description: 'The messages of the block of 256 numbers that has the given one, to mend what differs from `messageDigests`.',
    args: { seq: t.arg.int({ required: true, description: 'A number of the block.' }) },
    complexity: { field: 1, multiplier: 100 },
    resolve: (conversation, { seq }, { app }) => getMessageBlock(app, conversation, parseSeq('seq', seq)),
  }),
);

function parseRanges(of: readonly DigestRange[]): DigestRange[] {
  if (of.some(({ blockCount }) => blockCount < 1)) throw invalid('of.blockCount', 'Ask for at least one block.');
  const blocks = of.reduce((sum, { blockCount }) => sum + blockCount, 0);
  if (of.length > RANGES_MAX || blocks > BLOCKS_MAX) throw invalid('of', `Ask for at most ${RANGES_MAX} ranges and ${BLOCKS_MAX} blocks.`);
  return of.map((range) => ({
    conversationId: parseId('of.conversationId', range.conversationId),
    fromSeq: parseSeq('of.fromSeq', range.fromSeq),
    blockCount: range.blockCount,
  }));
}
