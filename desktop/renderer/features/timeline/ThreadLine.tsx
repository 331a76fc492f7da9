import type { ReactNode } from 'react';
import type { ThreadItem, TimelineMessage } from '../../graphql/timeline-message.ts';
import { listLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { useToday } from '../../ui/use-today.ts';
import { useMessageDesk } from './message-desk.ts';
import styles from './message-parts.module.css';
import { useRowTabIndex } from './row-stops.ts';

const facesShown = 3;

interface ThreadLineProps {
  message: TimelineMessage;
  thread: ThreadItem;
}

/** Under a message: how many replied, who and when last; opens the thread (MSG-2). */
export function ThreadLine({ message, thread: { replyCount, lastReplyAt, participants } }: ThreadLineProps): ReactNode {
  const { openThread } = useMessageDesk();
  const tabIndex = useRowTabIndex();
  const today = useToday();
  return (
    <button type="button" className={styles.thread} tabIndex={tabIndex} onClick={() => openThread(message)}>
      <span className={styles.faces}>
        {participants.slice(0, facesShown).map(({ id, displayName }) => (
          <Avatar key={id} id={id} name={displayName} size="tiny" />
        ))}
      </span>
      <strong>{t('message.replies', { count: replyCount })}</strong>
      <span className={styles.threadTime}>{t('message.lastReply', { when: listLabel(new Date(lastReplyAt), today) })}</span>
    </button>
  );
}
