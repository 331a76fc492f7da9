import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';

/** What the viewer may do to a message; the server decides in the end, by the same rules. */
export interface MessageRights {
  /** It is stored, and still says something: it can be spoken of. */
  readonly isThere: boolean;
  readonly mayWrite: boolean;
  readonly mayEdit: boolean;
  readonly mayPin: boolean;
  readonly mayDelete: boolean;
  readonly mayClosePoll: boolean;
}

/** Own words can be edited while they are words alone; whoever may remove people may remove what was said. */
export function rightsOver(
  message: TimelineMessage,
  conversation: Pick<ConversationDetail, 'canSend' | 'canRemoveMembers'>,
): MessageRights {
  const { seq, kind, deletedAt, mine, poll, forwardedFrom } = message;
  const isThere = seq !== undefined && kind === 'TEXT' && deletedAt === undefined;
  const mayManage = mine || conversation.canRemoveMembers;
  return {
    isThere,
    mayWrite: isThere && conversation.canSend,
    mayEdit: isThere && mine && poll === undefined && forwardedFrom === undefined,
    mayPin: isThere && conversation.canSend,
    mayDelete: isThere && mayManage,
    mayClosePoll: isThere && mayManage && poll !== undefined && poll.closedAt === undefined,
  };
}
