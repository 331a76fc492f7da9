import type { ConversationAbilities } from '../conversations/conversations.policy.ts';

/** What can be done to a message that was sent (MSG-2). */
export type MessageAct = 'edit' | 'delete' | 'react' | 'pin' | 'vote' | 'closePoll';

/** Why somebody may not. */
export type MessageRefusal =
  | 'system'
  | 'deleted'
  | 'of another'
  | 'too late'
  | 'forwarded'
  | 'votes counted'
  | 'not permitted'
  | 'no poll'
  | 'poll closed';

/** What the rules look at of a message. */
export interface MessageFacts {
  readonly kind: 'TEXT' | 'SYSTEM';
  readonly senderId: string;
  /** Milliseconds since it was stored. */
  readonly ageMs: number;
  readonly isDeleted: boolean;
  readonly isForwarded: boolean;
  readonly poll: { readonly closedAt: string | null } | null;
}

/** Somebody who is in the conversation now: nobody else gets as far as these rules. */
export interface Actor {
  readonly userId: string;
  readonly abilities: Pick<ConversationAbilities, 'pin' | 'removeMembers'>;
}

export interface MessageRules {
  /** For how long after it was stored a message can be edited, in milliseconds; null without an end. */
  readonly editWindowMs: number | null;
}

const isAlways = () => null;

/**
 * Whether somebody may do this to a message: null, or why not. What tells of a change of the conversation stays as it is, and what is
 * deleted is gone. Own words are edited within the window; whoever may remove people may remove what was said; everybody reacts and votes.
 */
export function refusalOf(
  act: MessageAct,
  { actor, message, rules }: { actor: Actor; message: MessageFacts; rules: MessageRules },
): MessageRefusal | null {
  if (message.kind === 'SYSTEM') return 'system';
  if (message.isDeleted) return 'deleted';
  const isOwn = actor.userId === message.senderId;
  const judge: Record<MessageAct, () => MessageRefusal | null> = {
    edit: () => (isOwn ? refuseEdit(message, rules) : 'of another'),
    delete: () => (isOwn || actor.abilities.removeMembers ? null : 'of another'),
    react: isAlways,
    pin: () => (actor.abilities.pin ? null : 'not permitted'),
    vote: () => refuseVote(message),
    closePoll: () => (message.poll === null ? 'no poll' : isOwn || actor.abilities.removeMembers ? null : 'of another'),
  };
  return judge[act]();
}

/** The words of another stay theirs, and a question stays what people answered. */
function refuseEdit({ isForwarded, poll, ageMs }: MessageFacts, { editWindowMs }: MessageRules): MessageRefusal | null {
  if (isForwarded) return 'forwarded';
  if (poll !== null) return 'votes counted';
  return editWindowMs !== null && ageMs > editWindowMs ? 'too late' : null;
}

function refuseVote({ poll }: MessageFacts): MessageRefusal | null {
  if (poll === null) return 'no poll';
  return poll.closedAt === null ? null : 'poll closed';
}
