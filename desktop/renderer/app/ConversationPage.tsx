import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { TimelineSkeleton } from '../features/timeline/TimelineSkeleton.tsx';
import { useConversation } from '../graphql/use-conversation.ts';
import { t } from '../lib/translate.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { ConversationPane } from './ConversationPane.tsx';
import { NotFound } from './NotFound.tsx';

/** The conversation of the address in each of its states; each one starts afresh. */
export function ConversationPage(): ReactNode {
  const { conversationId = '' } = useParams();
  const { status, conversation } = useConversation(conversationId);
  if (status === 'missing') return <NotFound />;
  if (status === 'error') {
    return <ErrorState title={t('conversation.error')} onRetry={() => window.location.reload()} />;
  }
  if (conversation === undefined) return <TimelineSkeleton />;
  return <ConversationPane conversation={conversation} />;
}
