import { viewerOf } from '../../context.ts';
import { parseId } from '../../input.ts';
import { builder } from '../../schema/builder.ts';
import { MemberRole, shownRole } from '../../schema/enums.ts';
import { addMembers, leaveConversation, removeMember } from './members.service.ts';

builder.objectType('Member', {
  description: "A person's membership of a conversation, the same for every member.",
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation.' }),
    user: t.expose('user', { type: 'User', description: 'The person.' }),
    role: t.field({ type: MemberRole, description: 'What the person is in it.', resolve: ({ role }) => shownRole(role) }),
    joinedSeq: t.exposeInt('joinedSeq', { description: 'Number of the change that began the membership.' }),
    leftSeq: t.exposeInt('leftSeq', { nullable: true, description: 'Number of the change that ended it; null while it lasts.' }),
    joinedAt: t.expose('joinedAt', { type: 'DateTime', description: 'When it began.' }),
    leftAt: t.expose('leftAt', { type: 'DateTime', nullable: true, description: 'When it ended; null while it lasts.' }),
    changeSeq: t.exposeInt('changeSeq', { description: 'Number of its last change.' }),
  }),
});

const CONVERSATION_ID = { required: true, description: 'The group.' } as const;

builder.mutationFields((t) => ({
  addMembers: t.field({
    type: 'Conversation',
    description:
      'Adds people to a group; those who are in it stay as they are (CONV-2). Errors: FORBIDDEN for those whom the permission `invite` leaves out, NOT_IN_CONVERSATION, NOT_FOUND, VALIDATION_ERROR when it would grow too large.',
    args: { conversationId: t.arg.id(CONVERSATION_ID), userIds: t.arg.idList({ required: true, description: 'Whom to add.' }) },
    resolve: (_root, { conversationId, userIds }, context) =>
      addMembers(context.app, viewerOf(context), {
        conversationId: parseId('conversationId', conversationId),
        userIds: userIds.map((id) => parseId('userIds', id)),
      }),
  }),
  removeMember: t.field({
    type: 'Conversation',
    description:
      'Removes a person from a group; removing oneself is leaving it. The person gets nothing that happens later (CONV-2). Errors: FORBIDDEN for members, and for an admin who names another admin or the owner, NOT_IN_CONVERSATION, NOT_FOUND.',
    args: { conversationId: t.arg.id(CONVERSATION_ID), userId: t.arg.id({ required: true, description: 'Whom to remove.' }) },
    resolve: (_root, { conversationId, userId }, context) =>
      removeMember(context.app, viewerOf(context), {
        conversationId: parseId('conversationId', conversationId),
        userId: parseId('userId', userId),
      }),
  }),
  leaveConversation: t.field({
    type: 'Boolean',
    description:
      "Ends one's own membership of a group. When its owner leaves, the admin who has been there longest becomes the owner; without admins, the member. Errors: FORBIDDEN for a direct conversation, NOT_IN_CONVERSATION.",
    args: { conversationId: t.arg.id(CONVERSATION_ID) },
    resolve: async (_root, { conversationId }, context) => {
      await leaveConversation(context.app, viewerOf(context), parseId('conversationId', conversationId));
      return true;
    },
  }),
}));
