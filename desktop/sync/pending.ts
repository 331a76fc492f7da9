import { isMessageOperation, type MessageOperation } from './operation.ts';
import type { MessageRow, OutboxRow, Poll, Reaction } from './records.ts';

type Of<Type extends MessageOperation['type']> = Extract<MessageOperation, { type: Type }>;

/** Who does it, and when. */
interface Deed {
  readonly viewerId: string;
  readonly at: string;
}

type Changes = { readonly [Type in MessageOperation['type']]: (row: MessageRow, operation: Of<Type>, deed: Deed) => MessageRow };

const changes: Changes = {
  edit: (row, { text }, { at }) => (text === row.text ? row : { ...row, text, editedAt: at }),
  delete: (row, _operation, { at }) => ({ ...row, text: null, deletedAt: at, ...NOTHING }),
  react: (row, operation, { viewerId }) => ({ ...row, reactions: withReaction(row.reactions, operation, viewerId) }),
  pin: (row, { isPinned }, { viewerId, at }) => ({
    ...row,
    pinnedAt: isPinned ? (row.pinnedAt ?? at) : null,
    pinnedById: isPinned ? (row.pinnedById ?? viewerId) : null,
  }),
  vote: (row, { optionIndexes }, { viewerId }) => ({ ...row, poll: row.poll && withVotes(row.poll, optionIndexes, viewerId) }),
  closePoll: (row, _operation, { at }) => ({ ...row, poll: row.poll && { ...row.poll, closedAt: row.poll.closedAt ?? at } }),
};

/** What a deleted message has no more. */
const NOTHING = { reactions: [], pinnedAt: null, pinnedById: null, forwardedFrom: null, poll: null, linkPreviews: [] } as const;

/**
 * A message as it will be once what waits in the outbox is done; the same object if nothing of it concerns the message. What was refused, or comes
 * after a deletion, changes nothing.
 */
export function applyPending(row: MessageRow, waiting: readonly OutboxRow[], viewerId: string): MessageRow {
  return waiting.reduce((held, { operation, createdAt, refusal }) => {
    const isMeant = isMessageOperation(operation) && operation.messageId === row.id && refusal === null && held.deletedAt === null;
    return isMeant ? changed(held, operation, { viewerId, at: createdAt }) : held;
  }, row);
}

function changed<Type extends MessageOperation['type']>(row: MessageRow, operation: Of<Type> & { type: Type }, deed: Deed): MessageRow {
  return changes[operation.type](row, operation, deed);
}

function withReaction(reactions: readonly Reaction[], { emoji, isOn }: Of<'react'>, viewerId: string): readonly Reaction[] {
  const held = reactions.find((reaction) => reaction.emoji === emoji);
  if ((held?.userIds.includes(viewerId) ?? false) === isOn) return reactions;
  if (held === undefined) return [...reactions, { emoji, userIds: [viewerId] }];
  const userIds = isOn ? [...held.userIds, viewerId] : held.userIds.filter((id) => id !== viewerId);
  return reactions
    .map((reaction) => (reaction === held ? { ...reaction, userIds } : reaction))
    .filter((reaction) => reaction.userIds.length > 0);
}

function withVotes(poll: Poll, optionIndexes: readonly number[], viewerId: string): Poll {
  const options = poll.options.map((option, index) => {
    const isChosen = optionIndexes.includes(index);
    if (option.voterIds.includes(viewerId) === isChosen) return option;
    return { ...option, voterIds: isChosen ? [...option.voterIds, viewerId] : option.voterIds.filter((id) => id !== viewerId) };
  });
  return { ...poll, options };
}
