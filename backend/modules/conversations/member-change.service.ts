import type { AppContext, Viewer } from '../../context.ts';
import { requireUnblocked } from '../contacts/standing.service.ts';
import { type ConversationChange, changeConversation } from './conversation-change.ts';
import type { ConversationAbilities } from './conversations.policy.ts';
import { abilitiesUnderLock } from './conversations.service.ts';

/** Changes a conversation by itself, in nobody's name. Errors: NOT_IN_CONVERSATION where there is none, and those of the work. */
export function changeFromWithin<T>(app: AppContext, conversationId: string, work: (change: ConversationChange) => Promise<T>): Promise<T> {
  return changeConversation(app, { conversationId, peopleIds: [] }, work);
}

/**
 * Changes a conversation as one of its members: under its lock, with what they may do at that moment; tells of it after the commit.
 * Errors: NOT_IN_CONVERSATION for everybody else, FORBIDDEN for whom the other one of a direct conversation has blocked (PEOPLE-3), and those
 * of the work.
 */
export function changeAsMember<T>(
  app: AppContext,
  { viewer, conversationId }: { viewer: Viewer; conversationId: string },
  work: (change: ConversationChange, abilities: ConversationAbilities) => Promise<T>,
): Promise<T> {
  return changeConversation(app, { conversationId, peopleIds: [viewer.userId] }, async (change) => {
    const abilities = await abilitiesUnderLock(change, viewer);
    if (change.conversation.kind === 'DIRECT') await requireUnblocked(change.tx, { conversationId, userId: viewer.userId });
    return work(change, abilities);
  });
}
