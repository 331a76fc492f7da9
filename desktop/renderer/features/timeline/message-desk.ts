import { createContext, useContext } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import type { MenuSection } from '../../ui/menu-sections.ts';
import type { MessageDeeds } from './message-menu.ts';
import type { MessageRights } from './message-rights.ts';

/** What the rows of a timeline or thread need to offer what can be done to a message. Made once for all of them. */
export interface MessageDesk extends MessageDeeds {
  readonly isInThread: boolean;
  rightsOver(message: TimelineMessage): MessageRights;
  menuOf(message: TimelineMessage): readonly MenuSection[];
  react(message: TimelineMessage, emoji: string): void;
  vote(message: TimelineMessage, optionIndexes: readonly number[]): void;
  /** Goes to a message of the conversation. */
  jump(seq: number): void;
  /** Gives up what the server refused. */
  discard(key: string): void;
}

export const MessageDeskContext = createContext<MessageDesk | null>(null);

export function useMessageDesk(): MessageDesk {
  const desk = useContext(MessageDeskContext);
  if (desk === null) throw new Error('No message desk is above this row.');
  return desk;
}
