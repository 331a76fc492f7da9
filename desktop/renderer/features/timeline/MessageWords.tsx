import type { ReactNode } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { t } from '../../lib/translate.ts';
import { MessageStatus } from './MessageStatus.tsx';
import { MessageText } from './MessageText.tsx';
import { useMessageDesk } from './message-desk.ts';
import styles from './message-row.module.css';
import { useRowTabIndex } from './row-stops.ts';

function EditedMark({ message }: { message: TimelineMessage }): ReactNode {
  const { showHistory } = useMessageDesk();
  const tabIndex = useRowTabIndex();
  return (
    <button type="button" className={styles.edited} tabIndex={tabIndex} title={t('message.history')} onClick={() => showHistory(message)}>
      {t('timeline.edited')}
    </button>
  );
}

/** The words of a message, and what stands behind them: that it was edited, how far it has come. */
export function MessageWords({ message }: { message: TimelineMessage }): ReactNode {
  if (message.deletedAt !== undefined) {
    return <span className={styles.deleted}>{t('timeline.deleted')}</span>;
  }
  return (
    <>
      <MessageText message={message} />
      {message.isEdited && <EditedMark message={message} />}
      <MessageStatus message={message} />
    </>
  );
}
