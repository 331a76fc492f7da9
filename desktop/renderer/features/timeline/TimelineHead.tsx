import type { ReactNode } from 'react';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import styles from './timeline-head.module.css';

interface TimelineHeadProps {
  conversation: ConversationDetail;
  hasOlder: boolean;
  hasFailed: boolean;
  retry: () => void;
}

/** What stands above the oldest message: more on its way, or the beginning. */
export function TimelineHead({ conversation, hasOlder, hasFailed, retry }: TimelineHeadProps): ReactNode {
  if (hasFailed) {
    return (
      <div className={styles.head} role="alert">
        {t('timeline.error')}
        <Button size="small" icon="retry" onPress={retry}>
          {t('app.retry')}
        </Button>
      </div>
    );
  }
  if (hasOlder) {
    return (
      <div className={styles.head}>
        <Spinner />
        {t('timeline.loadingOlder')}
      </div>
    );
  }
  const { id, peer, title } = conversation;
  return (
    <div className={styles.beginning}>
      <Avatar id={peer?.id ?? id} name={title} />
      <p className={styles.title}>
        <bdi>{title}</bdi>
      </p>
      <p>{t(conversation.isSelf ? 'timeline.beginningNotes' : 'timeline.beginning')}</p>
    </div>
  );
}
