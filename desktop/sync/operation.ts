import type { PEOPLE_ACTS } from './people-documents.ts';
import type { ViewerItemChange } from './viewer-item.ts';

/** A message as another speaks of it. */
export interface MessageLink {
  readonly id: string;
  readonly seq: number;
}

/** A question's answers to choose from; the question is the message's text. */
export interface PollDraft {
  readonly options: readonly string[];
  readonly isMultiple: boolean;
}

/** The message that is forwarded; the viewer may read it. */
export interface ForwardOf {
  readonly conversationId: string;
  readonly messageId: string;
}

/** What a new message is made of. */
export interface Sending {
  readonly text: string;
  readonly replyTo: MessageLink | null;
  readonly threadRoot: MessageLink | null;
  readonly poll: PollDraft | null;
  readonly forwardOf: ForwardOf | null;
}

/** A message that is changed, by its id and its place. */
interface Target {
  readonly messageId: string;
  readonly seq: number;
}

export type SendOperation = { readonly type: 'send' } & Sending;

/** What a person does to a message that is there (MSG-2). */
export type MessageOperation =
  | ({ readonly type: 'edit'; readonly text: string } & Target)
  | ({ readonly type: 'delete' } & Target)
  | ({ readonly type: 'react'; readonly emoji: string; readonly isOn: boolean } & Target)
  | ({ readonly type: 'pin'; readonly isPinned: boolean } & Target)
  | ({ readonly type: 'vote'; readonly optionIndexes: readonly number[] } & Target)
  | ({ readonly type: 'closePoll' } & Target);

export type ViewerItemOperation = { readonly type: 'viewerItem' } & ViewerItemChange;

export type PeopleAct = keyof typeof PEOPLE_ACTS;

/** What the viewer does about another person (PEOPLE-2, PEOPLE-3), with who that is: shown before the server said so. */
export interface PersonOperation {
  readonly type: 'person';
  readonly act: PeopleAct;
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
}

export type OwnOperation = ViewerItemOperation | PersonOperation;

/** Everything that goes through the outbox, so that it works without a network and arrives once. */
export type Operation = SendOperation | MessageOperation | OwnOperation;

/** A message of words alone. */
export const plainSend = (text: string): SendOperation => ({
  type: 'send',
  text,
  replyTo: null,
  threadRoot: null,
  poll: null,
  forwardOf: null,
});

export const isMessageOperation = (operation: Operation): operation is MessageOperation =>
  operation.type !== 'send' && !isOwnOperation(operation);

/** What is the viewer's own affair, and of no conversation. */
export const isOwnOperation = (operation: Operation): operation is OwnOperation =>
  operation.type === 'viewerItem' || operation.type === 'person';

/** A message that will stand in the timeline, not in a thread. */
export const isTopLevelSend = (operation: Operation): operation is SendOperation =>
  operation.type === 'send' && operation.threadRoot === null;
