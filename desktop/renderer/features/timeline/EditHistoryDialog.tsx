import type { ReactNode } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { useMessageEdits } from '../../graphql/use-message-edits.ts';
import { fullLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import styles from './edit-history-dialog.module.css';

interface EditHistoryDialogProps {
  message: TimelineMessage;
  onClose: () => void;
}

/** What a message said before, the latest first (MSG-2). */
export function EditHistoryDialog({ message, onClose }: EditHistoryDialogProps): ReactNode {
  const { status, edits } = useMessageEdits(message.conversationId, message.id ?? '');
  return (
    <Dialog title={t('message.history')} onClose={onClose}>
      <div className={styles.list}>
        {status === 'error' && <Notice icon="alert" title={t('message.historyError')} role="alert" />}
        <section className={styles.version}>
          <h3 className={styles.time}>{t('message.historyNow')}</h3>
          <p className={styles.text} dir="auto">
            {message.text}
          </p>
        </section>
        {edits.toReversed().map(({ text, writtenAt }) => (
          <section key={writtenAt} className={styles.version}>
            <h3 className={styles.time}>
              <time dateTime={writtenAt}>{fullLabel(new Date(writtenAt))}</time>
            </h3>
            <p className={styles.text} dir="auto">
              {text}
            </p>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
