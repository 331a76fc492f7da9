import type { ReactNode } from 'react';
import { Composer } from '../features/composer/Composer.tsx';
import { ThreadMessages } from '../features/timeline/ThreadMessages.tsx';
import type { ConversationDetail } from '../graphql/conversation-item.ts';
import { useFollowing } from '../graphql/use-followed-threads.ts';
import { useThread } from '../graphql/use-thread.ts';
import { useThreadReading } from '../graphql/use-thread-reading.ts';
import { t } from '../lib/translate.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './thread-pane.module.css';

interface ThreadPaneProps {
  conversation: ConversationDetail;
  rootSeq: number;
  /** The way out, where what is around it offers none. */
  onClose?: () => void;
}

/** A thread beside its conversation: the message that began it, the replies, and where one replies (MSG-2). */
export function ThreadPane({ conversation, rootSeq, onClose }: ThreadPaneProps): ReactNode {
  const thread = useThread(conversation.id, rootSeq);
  useThreadReading(conversation.id, thread);
  const { id, seq, deletedAt } = thread.root ?? {};
  const begun = id === undefined || seq === undefined ? undefined : { id, seq };
  const { isFollowed, follow } = useFollowing(conversation.id, begun);
  const canReply = conversation.canSend && id !== undefined && seq !== undefined && deletedAt === undefined;
  const hasReplies = thread.replies.length > 0;
  return (
    <div className={styles.pane}>
      <header className={onClose === undefined ? styles.bar : styles.header}>
        {onClose !== undefined && <h2 className={styles.title}>{t('thread.title')}</h2>}
        <span className={styles.actions}>
          {hasReplies && (
            <IconButton
              icon={isFollowed ? 'bell' : 'bellOff'}
              label={t(isFollowed ? 'thread.unfollow' : 'thread.follow')}
              onPress={() => follow(!isFollowed)}
            />
          )}
          {onClose !== undefined && <IconButton icon="close" label={t('thread.close')} onPress={onClose} />}
        </span>
      </header>
      <ThreadMessages conversation={conversation} rootSeq={rootSeq} thread={thread} />
      {canReply && <Composer conversation={conversation} threadRoot={{ id, seq }} />}
    </div>
  );
}
