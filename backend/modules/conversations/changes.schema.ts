import { viewerOf } from '../../context.ts';
import { invalid } from '../../errors.ts';
import { parseId, parseSeq } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import { CHANGES_MAX, type ChangeSet, type ConversationChanges, listChanges } from './changes.service.ts';

/** The most conversations of one question; a client with more asks in parts. */
const CURSORS_MAX = 1000;

const Changes = builder.objectRef<ConversationChanges>('ConversationChanges').implement({
  description: 'What changed in one conversation: current state, not history. Complete up to `seq`.',
  fields: (t) => ({
    conversation: t.expose('conversation', { type: 'Conversation', description: 'The conversation as it is now.' }),
    messages: t.field({
      type: ['Message'],
      description: 'Messages that are new or changed, by the number of their last change; a deleted one as a tombstone.',
      resolve: ({ messages }) => [...messages],
    }),
    members: t.field({
      type: ['Member'],
      description: "Memberships that began, changed or ended. The viewer's own ended one means that the conversation is gone for them.",
      resolve: ({ members }) => [...members],
    }),
    threads: t.field({
      type: ['Thread'],
      description: 'The threads of the replies among `messages`, as they are now, where the viewer may see what began them (CONV-5).',
      resolve: ({ threads }) => [...threads],
    }),
    seq: t.exposeInt('seq', { description: 'The number up to which this is complete: the next `since`.' }),
  }),
});

const ChangeSetType = builder.objectRef<ChangeSet>('ChangeSet').implement({
  description: 'A page of changes.',
  fields: (t) => ({
    conversations: t.field({
      type: [Changes],
      description: 'The conversations with changes, newest activity first.',
      resolve: ({ conversations }) => [...conversations],
    }),
    hasMore: t.exposeBoolean('hasMore', { description: 'Whether to ask again with the numbers of this page.' }),
  }),
});

const ConversationCursor = builder.inputType('ConversationCursor', {
  description: 'What a client holds of a conversation.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: 'The conversation.' }),
    seq: t.int({ required: true, description: 'Everything up to this number; 0 for nothing.' }),
  }),
});

builder.queryField('changes', (t) =>
  t.field({
    type: ChangeSetType,
    description:
      'What changed after the numbers that the client holds, at any age (DELIVERY-4). Sent over a socket after a `subscription`, it is answered when that one is live: subscribe, ask for changes, apply, then stream.',
    args: {
      since: t.arg({ type: [ConversationCursor], required: true, description: 'What the client holds: at most 1000 conversations.' }),
      limit: t.arg.int({ description: 'At most so many changes in the page: 1 to 500, 500 when not given.' }),
      includeOthers: t.arg.boolean({
        description: 'Whether conversations that `since` does not name are given too, from their beginning; true when not given.',
      }),
    },
    complexity: ({ limit }) => ({ field: 1, multiplier: Math.min(limit ?? CHANGES_MAX, CHANGES_MAX) / 10 }),
    resolve: async (_root, { since, limit, includeOthers }, context) => {
      await context.socket?.subscriptionsLive();
      if (since.length > CURSORS_MAX) throw invalid('since', `Name at most ${CURSORS_MAX} conversations at once.`);
      const size = limit ?? CHANGES_MAX;
      if (size < 1 || size > CHANGES_MAX) throw invalid('limit', `Ask for 1 to ${CHANGES_MAX} changes.`);
      return listChanges(context.app, viewerOf(context), {
        since: new Map(
          since.map(({ conversationId, seq }) => [parseId('since.conversationId', conversationId), parseSeq('since.seq', seq)]),
        ),
        includeOthers: includeOthers ?? true,
        limit: size,
      });
    },
  }),
);
