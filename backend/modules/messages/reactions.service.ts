import type { AppContext, Viewer } from '../../context.ts';
import { invalid } from '../../errors.ts';
import type { MessageView, Reaction } from './message.ts';
import { changeMessage, type MessageOperation } from './message-changes.service.ts';

/** The most different signs on one message. */
const REACTIONS_MAX = 20;

export interface SetReaction extends MessageOperation {
  /** One emoji. */
  readonly emoji: string;
  readonly isOn: boolean;
}

/** Puts one's sign on a message, or takes it away (MSG-2). Errors: those of `changeMessage`, VALIDATION_ERROR past 20 different signs. */
export function setReaction(app: AppContext, viewer: Viewer, { emoji, isOn, ...operation }: SetReaction): Promise<MessageView> {
  return changeMessage(app, viewer, {
    ...operation,
    act: 'react',
    work: ({ row }) => {
      const reactions = row.reactions ?? [];
      const isThere = reactions.some((reaction) => reaction.emoji === emoji && reaction.userIds.includes(viewer.userId));
      if (isThere === isOn) return null;
      const changed = isOn ? withSign(reactions, emoji, viewer.userId) : withoutSign(reactions, emoji, viewer.userId);
      return { reactions: changed.length === 0 ? null : changed };
    },
  });
}

function withSign(reactions: readonly Reaction[], emoji: string, userId: string): Reaction[] {
  if (reactions.some((reaction) => reaction.emoji === emoji)) {
    return reactions.map((each) => (each.emoji === emoji ? { emoji, userIds: [...each.userIds, userId] } : each));
  }
  if (reactions.length >= REACTIONS_MAX) throw invalid('input.emoji', `A message has at most ${REACTIONS_MAX} different reactions.`);
  return [...reactions, { emoji, userIds: [userId] }];
}

function withoutSign(reactions: readonly Reaction[], emoji: string, userId: string): Reaction[] {
  return reactions
    .map((each) => (each.emoji === emoji ? { emoji, userIds: each.userIds.filter((id) => id !== userId) } : each))
    .filter(({ userIds }) => userIds.length > 0);
}
