import type { Message } from '../crash/records.ts';

/** Something done to a message, as the mutation wants it. */
export type MessageChange = { readonly conversationId: string; readonly messageId: string } & (
  | { readonly kind: 'editMessage'; readonly text: string }
  | { readonly kind: 'deleteMessage' }
  | { readonly kind: 'setReaction'; readonly emoji: string; readonly isOn: boolean }
  | { readonly kind: 'setPinned'; readonly isPinned: boolean }
);

/** A change that the server acknowledged. */
export type AcknowledgedChange = MessageChange & {
  readonly personId: string;
  /** The number it took; null where it had to be asked for again, and the answer may tell of a later one. */
  readonly seq: number | null;
};

/** The same for changes of which the later one undoes the earlier. */
export function lastingKey(change: AcknowledgedChange): string {
  const sign = change.kind === 'setReaction' ? change.emoji : '';
  return JSON.stringify([change.personId, change.messageId, change.kind, sign]);
}

/** Whether a message is as the change left it. */
export function shows(message: Message, change: AcknowledgedChange): boolean {
  switch (change.kind) {
    case 'editMessage':
      return message.text === change.text;
    case 'deleteMessage':
      return message.deletedAt !== null && message.text === null;
    case 'setPinned':
      return (message.pinnedAt !== null) === change.isPinned;
    case 'setReaction':
      return message.reactions.some(({ emoji, userIds }) => emoji === change.emoji && userIds.includes(change.personId)) === change.isOn;
  }
}
