import type { ReactNode } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { t } from '../../lib/translate.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './message-status.module.css';

/** How far one's own message has come (MSG-3), behind its words. */
export function MessageStatus({ message }: { message: TimelineMessage }): ReactNode {
  const { mine, state } = message;
  if (!mine || state === 'slow' || state === 'failed') return null;
  const label = t(state === 'sent' ? 'status.sent' : 'status.sending');
  return (
    <span className={styles.status} title={label}>
      <Icon name={state === 'sent' ? 'check' : 'clock'} size="small" />
      <span className="visually-hidden">{label}</span>
    </span>
  );
}
