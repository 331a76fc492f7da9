import type { ReactNode } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { useOutboxActions } from '../../graphql/use-outbox-actions.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './message-status.module.css';

function Troubled({ message }: { message: TimelineMessage }): ReactNode {
  const { retry, discard } = useOutboxActions();
  const hasFailed = message.state === 'failed';
  return (
    <span className={classNames(styles.status, styles.troubled, hasFailed ? styles.failed : styles.slow)} role="status">
      <Icon name={hasFailed ? 'alert' : 'clock'} size="small" />
      <span>{t(hasFailed ? 'status.failed' : 'status.slow')}</span>
      <button type="button" className={styles.action} onClick={() => void retry(message.key)}>
        {t('status.retry')}
      </button>
      <button type="button" className={styles.action} onClick={() => void discard(message.key)}>
        {t(hasFailed ? 'status.discard' : 'status.cancel')}
      </button>
      {hasFailed && message.error && <span className={styles.reason}>{explainError(message.error)}</span>}
    </span>
  );
}

/** How far one's own message has come (MSG-3), and what to do when it is stuck. */
export function MessageStatus({ message }: { message: TimelineMessage }): ReactNode {
  if (!message.mine) return null;
  if (message.state === 'slow' || message.state === 'failed') return <Troubled message={message} />;
  const isSent = message.state === 'sent';
  const label = t(isSent ? 'status.sent' : 'status.sending');
  return (
    <span className={styles.status} title={label}>
      <Icon name={isSent ? 'check' : 'clock'} size="small" />
      <span className="visually-hidden">{label}</span>
    </span>
  );
}
