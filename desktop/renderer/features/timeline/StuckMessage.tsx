import type { ReactNode } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { useOutboxActions } from '../../graphql/use-outbox-actions.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './message-status.module.css';
import { useRowTabIndex } from './row-stops.ts';

/** What is wrong with a message that takes long or was refused, and the ways on (MSG-3). */
export function StuckMessage({ message }: { message: TimelineMessage }): ReactNode {
  const { retry, discard } = useOutboxActions();
  const tabIndex = useRowTabIndex();
  const hasFailed = message.state === 'failed';
  return (
    <div className={classNames(styles.stuck, hasFailed ? styles.failed : styles.slow)} role="status">
      <Icon name={hasFailed ? 'alert' : 'clock'} size="small" />
      <span>{t(hasFailed ? 'status.failed' : 'status.slow')}</span>
      <button type="button" className={styles.action} tabIndex={tabIndex} onClick={() => void retry(message.key)}>
        {t('status.retry')}
      </button>
      <button type="button" className={styles.action} tabIndex={tabIndex} onClick={() => void discard(message.key)}>
        {t(hasFailed ? 'status.discard' : 'status.cancel')}
      </button>
      {message.error && <span className={styles.reason}>{explainError(message.error)}</span>}
    </div>
  );
}
