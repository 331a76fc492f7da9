import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import type { ThreadMessages as Thread } from '../../graphql/use-thread.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useToday } from '../../ui/use-today.ts';
import { MessageDeskProvider } from './MessageDeskProvider.tsx';
import { MessageRow } from './MessageRow.tsx';
import { TimelineSkeleton } from './TimelineSkeleton.tsx';
import styles from './thread-messages.module.css';
import { useRowKeys } from './use-row-keys.ts';

interface ThreadMessagesProps {
  conversation: ConversationDetail;
  rootSeq: number;
  thread: Thread;
}

/** Below this distance from the end, in pixels, new replies are followed. */
const nearEnd = 96;

/** A message and the replies to it, in each of their states (MSG-2). */
export function ThreadMessages({ conversation, rootSeq, thread }: ThreadMessagesProps): ReactNode {
  const { status, root, replies, hasOlder, loadOlder, retry } = thread;
  const today = useToday();
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const rowKeys = useRowKeys(scroller);
  const last = replies.at(-1);
  const lastKey = last?.key;
  const isOwn = last?.mine === true;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new last reply is followed.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null && (isAtEnd.current || isOwn)) element.scrollTop = element.scrollHeight;
  }, [lastKey, isOwn, status]);

  if (status === 'loading') return <TimelineSkeleton />;
  if (status === 'missing') return <Notice icon="thread" title={t('message.quoteGone')} />;
  if (status === 'error' && root === undefined) return <ErrorState title={t('thread.error')} onRetry={retry} />;
  return (
    <MessageDeskProvider conversation={conversation} threadRootSeq={rootSeq}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        aria-live="off"
        aria-label={t('thread.title')}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
        }}
        {...rowKeys}
      >
        {root !== undefined && <MessageRow message={root} previous={undefined} isFirstUnread={false} today={today} />}
        <p className={styles.count}>
          {replies.length === 0 ? t('thread.empty') : t('thread.replies', { count: root?.thread?.replyCount ?? replies.length })}
        </p>
        {hasOlder && (
          <Button size="small" onPress={() => void loadOlder().catch(retry)}>
            {t('readers.more')}
          </Button>
        )}
        {replies.map((reply, index) => (
          <MessageRow
            key={reply.key}
            message={reply}
            previous={index === 0 ? root : replies[index - 1]}
            isFirstUnread={false}
            today={today}
          />
        ))}
      </div>
    </MessageDeskProvider>
  );
}
