import type { ReactNode } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './message-status.module.css';
import { statusLabel } from './status-label.ts';

/** Called with the number of a message. */
export type ShowReaders = (seq: number) => void;

interface MessageStatusProps {
  message: TimelineMessage;
  onShowReaders: ShowReaders;
}

function Sign({ message, onShowReaders }: MessageStatusProps): ReactNode {
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
    <button type="button" className={classNames(className, styles.button)} title={label} onClick={() => onShowReaders(seq)}>
      {sign}
    </button>
  );
}

/** How far one's own message has come (MSG-3), behind its words; opens who got and who read it (RECEIPT-1). */
export function MessageStatus({ message, onShowReaders }: MessageStatusProps): ReactNode {
  if (!message.mine || message.state === 'slow' || message.state === 'failed') return null;
  return (
    <span className={styles.place}>
      <Sign message={message} onShowReaders={onShowReaders} />
    </span>
  );
}
