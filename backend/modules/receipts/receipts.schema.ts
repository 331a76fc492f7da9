import { viewerOf } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { parseId, parseSeq } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import { acknowledge } from './receipts.service.ts';

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
      resolve: (receipt, _args, { loaders }) => loaders.unreadCounts.load({ ...receipt, upToSeq: null }),
    }),
  }),
});

builder.mutationField('acknowledge', (t) =>
  t.field({
    type: 'Receipt',
    description:
      'Moves the watermarks of the viewer forward; a lower number than the stored one changes nothing. Errors: NOT_IN_CONVERSATION, VALIDATION_ERROR.',
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
