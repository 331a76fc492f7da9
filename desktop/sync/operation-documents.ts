import { MESSAGE } from './document-fields.ts';

/** What the outbox asks, each answering with the message as it is afterwards. A repeat changes nothing (DELIVERY-2). */

export const SEND_MESSAGE = `mutation SendMessage($input: SendMessageInput!) { message: sendMessage(input: $input) ${MESSAGE} }`;

export const EDIT_MESSAGE = `mutation EditMessage($input: EditMessageInput!) { message: editMessage(input: $input) ${MESSAGE} }`;

export const DELETE_MESSAGE = `mutation DeleteMessage($input: ChangeMessageInput!) { message: deleteMessage(input: $input) ${MESSAGE} }`;

export const SET_REACTION = `mutation SetReaction($input: SetReactionInput!) { message: setReaction(input: $input) ${MESSAGE} }`;

export const SET_PINNED = `mutation SetPinned($input: SetPinnedInput!) { message: setPinned(input: $input) ${MESSAGE} }`;

export const VOTE_POLL = `mutation VotePoll($input: VotePollInput!) { message: votePoll(input: $input) ${MESSAGE} }`;

export const CLOSE_POLL = `mutation ClosePoll($input: ChangeMessageInput!) { message: closePoll(input: $input) ${MESSAGE} }`;
