import type { ReactNode } from 'react';
import { useConversations } from '../../graphql/use-conversations.ts';
import { useFollowedThreads } from '../../graphql/use-followed-threads.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import items from '../../ui/message-items.module.css';
import { Notice } from '../../ui/Notice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useDelayed } from '../../ui/use-delayed.ts';
import { ThreadRow } from './ThreadRow.tsx';
import styles from './threads.module.css';

const skeletonRows = ['a', 'b', 'c'];

function ThreadsSkeleton(): ReactNode {
  const isShown = useDelayed(true);
  if (!isShown) return null;
  return (
    <div className={items.list} aria-hidden="true">
      {skeletonRows.map((row) => (
        <div key={row} className={items.row}>
          <Skeleton shape="avatar" />
          <span className={items.words}>
            <Skeleton shape="short" />
            <Skeleton shape="long" />
          </span>
        </div>
      ))}
    </div>
  );
}

/** The threads that the viewer follows, the newest reply first; each opens where it is (MSG-2). */
export function ThreadsScreen(): ReactNode {
  const { status, threads, hasMore, isHeldOnly, loadMore, retry } = useFollowedThreads();
  const { conversations, archived } = useConversations();
  const titles = new Map([...conversations, ...archived].map(({ id, title }) => [id, title]));
  if (status === 'loading') return <ThreadsSkeleton />;
  if (status === 'error') return <ErrorState title={t('threads.error')} onRetry={retry} />;
  return (
    <div className={items.scroller}>
      {isHeldOnly && (
        <p className={styles.note} role="status">
          {t('threads.heldOnly')}
        </p>
      )}
      {threads.length === 0 && <Notice icon="thread" title={t('threads.empty')} hint={t('threads.emptyHint')} />}
      {threads.length > 0 && (
        <ul className={items.list} aria-label={t('threads.title')}>
          {threads.map((thread) => (
            <ThreadRow key={thread.rootId} thread={thread} title={titles.get(thread.conversationId) ?? ''} />
          ))}
        </ul>
      )}
      {hasMore && (
        <p className={styles.more}>
          <Button size="small" onPress={loadMore}>
            {t('threads.more')}
          </Button>
        </p>
      )}
    </div>
  );
}
