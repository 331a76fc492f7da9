import { lazy, type ReactNode, Suspense, useMemo, useRef } from 'react';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
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
  const { canSend, canRemoveMembers } = conversation;
  const saved = useRef(isSaved);
  saved.current = isSaved;
  // The same for all rows as long as what the viewer may do is: none is drawn again because somebody wrote, read or saved something.
  const desk = useMemo<MessageDesk>(() => {
    const rights = (message: TimelineMessage) => rightsOver(message, { canSend, canRemoveMembers });
    return {
      ...deeds,
      isInThread,
      rightsOver: rights,
      discard: (key) => void discard(key),
      menuOf: (message) => messageMenu(message, deeds, { rights: rights(message), isSaved: saved.current(message.id ?? ''), isInThread }),
    };
  }, [deeds, canSend, canRemoveMembers, isInThread, discard]);
  return (
    <MessageDeskContext value={desk}>
      {children}
      <Suspense>{dialog !== undefined && <DeskDialogs dialog={dialog} onClose={() => open(undefined)} />}</Suspense>
    </MessageDeskContext>
  );
}
