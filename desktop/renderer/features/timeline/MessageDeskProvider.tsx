import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import { useOutboxActions } from '../../graphql/use-outbox-actions.ts';
import { useSaved } from '../../graphql/use-saved.ts';
import { type MessageDesk, MessageDeskContext } from './message-desk.ts';
import { messageMenu } from './message-menu.ts';
import { rightsOver } from './message-rights.ts';
import { useDeskDialog } from './use-desk-dialog.ts';
import { useMessageDeeds } from './use-message-deeds.ts';

const DeskDialogs = lazy(async () => ({ default: (await import('./DeskDialogs.tsx')).DeskDialogs }));

interface MessageDeskProviderProps {
  conversation: ConversationDetail;
  /** The thread whose messages are shown; without it the conversation's are. */
  threadRootSeq?: number;
  children: ReactNode;
}

/** Lets the rows below it offer what can be done to a message, and shows the dialogs that belong to it. */
export function MessageDeskProvider({ conversation, threadRootSeq, children }: MessageDeskProviderProps): ReactNode {
  const [dialog, open] = useDeskDialog();
  const deeds = useMessageDeeds({ conversationId: conversation.id, threadRootSeq, open });
  const { isSaved } = useSaved();
  const { discard } = useOutboxActions();
  const isInThread = threadRootSeq !== undefined;
  const desk = useMemo<MessageDesk>(
    () => ({
      ...deeds,
      conversation,
      isInThread,
      rightsOver: (message) => rightsOver(message, conversation),
      discard: (key) => void discard(key),
      menuOf: (message) =>
        messageMenu(message, deeds, { rights: rightsOver(message, conversation), isSaved: isSaved(message.id ?? ''), isInThread }),
    }),
    [deeds, conversation, isInThread, isSaved, discard],
  );
  return (
    <MessageDeskContext value={desk}>
      {children}
      <Suspense>{dialog !== undefined && <DeskDialogs dialog={dialog} onClose={() => open(undefined)} />}</Suspense>
    </MessageDeskContext>
  );
}
