import { builder } from '../../schema/builder.ts';

export const ConversationKind = builder.enumType('ConversationKind', {
  description: 'How many a conversation is for (CONV-1).',
  values: {
    DIRECT: { description: 'Exactly two people, or one with their own notes; one per pair, for ever.' },
    GROUP: { description: 'A named group whose members change.' },
  } as const,
});
