import type { ReactNode } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { clockLabel, fullLabel } from '../../lib/time-labels.ts';
import styles from './message-row.module.css';
import { shownTime } from './row-shape.ts';

/** When a message was written. */
export function MessageTime({ message }: { message: TimelineMessage }): ReactNode {
  const time = shownTime(message);
  return (
    <time className={styles.time} dateTime={time.toISOString()} title={fullLabel(time)}>
      {clockLabel(time)}
    </time>
  );
}
