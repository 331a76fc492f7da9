import type { MessageLink, Operation } from '../../sync/operation.ts';
import type { LinkPreview, MessageKind, Person, Refusal } from '../../sync/records.ts';
import type { SendState, SystemEventItem } from './conversation-item.ts';

export interface ReactionItem {
  readonly emoji: string;
  /** Who put it on, in the order they did. */
  readonly userIds: readonly string[];
  readonly isMine: boolean;
}

export interface PollOptionItem {
  readonly text: string;
  readonly voterIds: readonly string[];
  /** Whether the viewer chose it. */
  readonly isMine: boolean;
}

/** The question is the message's text. */
export interface PollItem {
  readonly options: readonly PollOptionItem[];
  readonly isMultiple: boolean;
  readonly closedAt?: string;
  /** How many people chose something. */
  readonly voterCount: number;
}

/** The replies to a message, where there are some. */
export interface ThreadItem {
  readonly replyCount: number;
  readonly lastReplyAt: string;
  readonly lastReplySeq: number;
  readonly participants: readonly Person[];
}

/** Something done to the message that the server refused; `key` is what the outbox knows it by. */
export interface FailedOperation {
  readonly key: string;
  readonly operation: Operation;
  readonly error: Refusal;
}

/** A message of the timeline. The same object as long as nothing of it changes. */
export interface TimelineMessage {
  /** The client's id of the message: the same while it is sent and afterwards. */
  readonly key: string;
  readonly conversationId: string;
  /** The server's id and number; absent while it is in the outbox. */
  readonly id?: string;
  readonly seq?: number;
  readonly sender: Person;
  readonly mine: boolean;
  readonly kind: MessageKind;
  /** Empty for a system message and once deleted. */
  readonly text: string;
  readonly systemEvent?: SystemEventItem;
  readonly createdAt: string;
  readonly importedAt?: string;
  readonly editedAt?: string;
  readonly isEdited: boolean;
  readonly deletedAt?: string;
  /** The message that it answers. */
  readonly replyTo?: MessageLink;
  /** The message in whose thread it is a reply. */
  readonly threadRoot?: MessageLink;
  /** The replies to it. */
  readonly thread?: ThreadItem;
  readonly reactions: readonly ReactionItem[];
  readonly isPinned: boolean;
  readonly pinnedBy?: Person;
  readonly forwardedFrom?: { readonly sender: Person; readonly createdAt: string };
  readonly poll?: PollItem;
  readonly linkPreviews: readonly LinkPreview[];
  readonly state: SendState;
  /** Of one's own messages, once it is known: by how many of how many others it was read, as far as they tell. */
  readonly readCount?: number;
  readonly othersCount?: number;
  /** Whom it mentions by name; empty while it is in the outbox. */
  readonly mentions: readonly Person[];
  readonly mentionsAll: boolean;
  /** Somebody else wrote it to the viewer or to everybody. */
  readonly mentionsViewer: boolean;
  /** Something that the viewer did to it is shown already, and not acknowledged yet. */
  readonly hasPending: boolean;
  /** What the viewer did to it and the server refused. */
  readonly failed?: FailedOperation;
  /** Why it was refused, when `state` is `failed`. */
  readonly error?: Refusal;
}
