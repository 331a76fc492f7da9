import { viewerOf } from '../../context.ts';
import { parseId } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import { setTyping } from './typing.service.ts';

builder.mutationField('setTyping', (t) =>
  t.field({
    type: 'Boolean',
    description: 'Tells the other members that the viewer types, or stopped (TYPING-1). Errors: NOT_IN_CONVERSATION.',
    args: {
      conversationId: t.arg.id({ required: true, description: 'The conversation.' }),
      typing: t.arg.boolean({ required: true, description: 'Typing now.' }),
    },
    resolve: async (_root, { conversationId, typing }, context) => {
      await setTyping(context.app, viewerOf(context), { conversationId: parseId('conversationId', conversationId), typing });
      return true;
    },
  }),
);
