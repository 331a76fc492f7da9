import { CLOSE_POLL, DELETE_MESSAGE, EDIT_MESSAGE, SET_PINNED, SET_REACTION, VOTE_POLL } from '../sync/operation-documents.ts';
import type { Reaction } from '../sync/records.ts';
import type { WireMessage } from '../sync/wire.ts';
import { deletedAt } from './model-conversation.ts';
import type { ModelServer } from './model-server.ts';
import { Refused } from './refused.ts';

/** What a person does to a message. */
export interface OperationInput {
  readonly conversationId: string;
  readonly messageId: string;
  readonly clientOperationId: string;
  readonly text?: string;
  readonly emoji?: string;
  readonly isOn?: boolean;
  readonly isPinned?: boolean;
  readonly optionIndexes?: readonly number[];
}

/** The message as it is afterwards, or null where that is as it was. */
type Work = (
  message: WireMessage,
  input: OperationInput,
  by: { readonly viewerId: string; readonly at: string },
) => Partial<WireMessage> | null;

const works: Readonly<Record<string, Work>> = {
  [EDIT_MESSAGE]: (message, { text = '' }, { viewerId, at }) => {
    if (message.sender.id !== viewerId) throw new Refused('FORBIDDEN');
    return text === message.text ? null : { text, editedAt: at };
  },
  [DELETE_MESSAGE]: (message, _input, { viewerId, at }) => {
    if (message.sender.id !== viewerId) throw new Refused('FORBIDDEN');
    return deletedAt(at);
  },
  [SET_REACTION]: ({ reactions }, { emoji = '', isOn = true }, { viewerId }) => react(reactions, viewerId, { emoji, isOn }),
  [SET_PINNED]: ({ pinnedAt }, { isPinned = true }, { viewerId, at }) => {
    if (isPinned === (pinnedAt !== null)) return null;
    return isPinned ? { pinnedAt: at, pinnedById: viewerId } : { pinnedAt: null, pinnedById: null };
  },
  [VOTE_POLL]: ({ poll }, { optionIndexes = [] }, { viewerId }) => {
    if (poll === null || poll.closedAt !== null) throw new Refused('CONFLICT');
    const options = poll.options.map((option, i) => {
      const others = option.voterIds.filter((id) => id !== viewerId);
      return { ...option, voterIds: optionIndexes.includes(i) ? [...others, viewerId] : others };
    });
    return { poll: { ...poll, options } };
  },
  [CLOSE_POLL]: ({ poll }, _input, { at }) => {
    if (poll === null) throw new Refused('VALIDATION_ERROR');
    return poll.closedAt === null ? { poll: { ...poll, closedAt: at } } : null;
  },
};

/** Answers a document that changes a message; undefined for one that does not. A repeat changes nothing. */
export function operate(
  server: ModelServer,
  viewerId: string,
  [document, input]: readonly [string, OperationInput],
): WireMessage | undefined {
  const work = works[document];
  if (work === undefined) return undefined;
  if (server.refusal !== null) throw server.refusal;
  const { conversationId, messageId, clientOperationId } = input;
  if (!server.isMember(conversationId, viewerId)) throw new Refused('NOT_IN_CONVERSATION');
  const message = server.get(conversationId).messages.find(({ id }) => id === messageId);
  if (message === undefined) throw new Refused('NOT_FOUND');
  if (server.isRepeat(viewerId, clientOperationId)) return message;
  if (message.deletedAt !== null) throw new Refused('CONFLICT');
  const changed = server.change(conversationId, message.seq, (at) => work(message, input, { viewerId, at }));
  server.remember(viewerId, clientOperationId);
  return changed;
}

function react(
  reactions: readonly Reaction[],
  userId: string,
  { emoji, isOn }: { emoji: string; isOn: boolean },
): Partial<WireMessage> | null {
  const held = reactions.find((reaction) => reaction.emoji === emoji) ?? { emoji, userIds: [] };
  if (held.userIds.includes(userId) === isOn) return null;
  const userIds = isOn ? [...held.userIds, userId] : held.userIds.filter((id) => id !== userId);
  const all = held.userIds.length === 0 ? [...reactions, held] : reactions;
  return {
    reactions: all
      .map((reaction) => (reaction.emoji === emoji ? { emoji, userIds } : reaction))
      .filter((reaction) => reaction.userIds.length > 0),
  };
}
