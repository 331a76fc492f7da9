import type { MessageKind, Person, Refusal } from '../../sync/records.ts';
import type { SendState, SystemEventItem } from './conversation-item.ts';

/** A message of the timeline. The same object as long as nothing of it changes. */
export interface TimelineMessage {
  /** The client's id of the message: the same while it is sent and afterwards. */
  readonly key: string;
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
  readonly deletedAt?: string;
  readonly state: SendState;
  /** Of one's own messages, once it is known: by how many of how many others it was read, as far as they tell. */
  readonly readCount?: number;
  readonly othersCount?: number;
  /** Somebody else wrote it to the viewer or to everybody. */
  readonly mentionsViewer: boolean;
  /** Why it was refused, when `state` is `failed`. */
  readonly error?: Refusal;
}
