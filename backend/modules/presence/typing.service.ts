import type { AppContext, Viewer } from '../../context.ts';
import { conversationTopic } from '../../realtime/bus.ts';
import type { TypingChanged } from '../../realtime/events.ts';
import { isBlockedInDirect } from '../contacts/standing.service.ts';
import { getConversation } from '../conversations/conversations.service.ts';

/**
 * Tells the members that the viewer types or stopped (TYPING-1). Nothing is stored; it takes no number. NOT_IN_CONVERSATION for others; who is
 * blocked tells nobody (PEOPLE-3).
 */
export async function setTyping(
  app: AppContext,
  viewer: Viewer,
  { conversationId, typing }: { conversationId: string; typing: boolean },
): Promise<void> {
  // What this node follows is true as long as it hears of removals.
  const isMember = app.bus.isConnected && app.hub.isFollowing(viewer.userId, conversationId);
  if (!isMember) await getConversation(app, viewer, conversationId);
  if (typing && (await isBlockedInDirect(app.db.pool, { conversationId, userId: viewer.userId }))) return;
  const user = (await app.people.load([viewer.userId])).get(viewer.userId);
  if (user === undefined) return;
  const event: TypingChanged = { type: 'TypingChanged', conversationId, user, typing };
  app.bus.publish(conversationTopic(conversationId), event);
}
