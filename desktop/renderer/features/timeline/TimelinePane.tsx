import type { ReactNode } from 'react';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import { useOpened } from '../../graphql/use-opened.ts';
import { useTimeline } from '../../graphql/use-timeline.ts';
import { t } from '../../lib/translate.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { MessageDeskProvider } from './MessageDeskProvider.tsx';
import { MessageLog } from './MessageLog.tsx';
import { NewMessageAnnouncer } from './NewMessageAnnouncer.tsx';
import { TimelineSkeleton } from './TimelineSkeleton.tsx';
import { useArrival } from './use-arrival.ts';

interface TimelinePaneProps {
  conversation: ConversationDetail;
}

/** The timeline of a conversation in each of its states. */
export function TimelinePane({ conversation }: TimelinePaneProps): ReactNode {
  const unreadMark = useOpened(conversation.id);
  const timeline = useTimeline(conversation.id);
  const { status, messages, hasNewer } = timeline;
  const arrivals = useArrival(conversation.id, timeline);
  if (status === 'loading' || arrivals.isAwaited) return <TimelineSkeleton />;
  if (status === 'error') return <ErrorState title={t('timeline.error')} onRetry={timeline.retry} />;
  return (
    <>
      {messages.length > 0 && (
        <MessageDeskProvider conversation={conversation}>
          <MessageLog conversation={conversation} timeline={timeline} arrivals={arrivals} unreadMark={unreadMark} />
        </MessageDeskProvider>
      )}
      {messages.length === 0 && conversation.isSelf && (
        <Notice icon="note" title={t('timeline.emptyNotes')} hint={t('timeline.emptyNotesHint')} />
      )}
      {messages.length === 0 && !conversation.isSelf && (
        <Notice icon="chat" title={t('timeline.empty')} hint={t('timeline.emptyHint', { title: conversation.title })} />
      )}
      <NewMessageAnnouncer last={hasNewer ? undefined : messages.at(-1)} />
    </>
  );
}
