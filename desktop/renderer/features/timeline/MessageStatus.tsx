import type { ReactNode } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useMessageDesk } from './message-desk.ts';
import styles from './message-status.module.css';
import { useRowTabIndex } from './row-stops.ts';
import { statusLabel } from './status-label.ts';

function Sign({ message }: { message: TimelineMessage }): ReactNode {
  const { showReaders } = useMessageDesk();
  const tabIndex = useRowTabIndex();
  const { state, seq, readCount = 0, othersCount = 0 } = message;
  if (state === 'sending' || seq === undefined) {
    return (
      <span className={styles.status} title={t('status.sending')}>
        <Icon name="clock" size="small" />
        <span className="visually-hidden">{t('status.sending')}</span>
      </span>
    );
  }
  const label = statusLabel(message);
  const sign = (
    <>
      <Icon name={state === 'sent' && readCount === 0 ? 'check' : 'checkTwice'} size="small" />
      {othersCount > 1 && readCount > 0 && <span aria-hidden="true">{readCount}</span>}
      <span className="visually-hidden">{label}</span>
    </>
  );
  const className = classNames(styles.status, (state === 'read' || readCount > 0) && styles.read);
  if (othersCount === 0) {
    return (
      <span className={className} title={label}>
        {sign}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={classNames(className, styles.button)}
      tabIndex={tabIndex}
      title={label}
      onClick={() => showReaders(message)}
    >
      {sign}
    </button>
  );
}

/** How far one's own message has come (MSG-3), behind its words; opens who got and who read it (RECEIPT-1). */
export function MessageStatus({ message }: { message: TimelineMessage }): ReactNode {
  if (!message.mine || message.state === 'slow' || message.state === 'failed') return null;
  return (
    <span className={styles.place}>
      <Sign message={message} />
    </span>
  );
}
