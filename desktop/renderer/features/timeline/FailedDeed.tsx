import type { ReactNode } from 'react';
import type { FailedOperation } from '../../graphql/timeline-message.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useMessageDesk } from './message-desk.ts';
import styles from './message-status.module.css';
import { useRowTabIndex } from './row-stops.ts';

function words({ operation }: FailedOperation): string {
  if (operation.type === 'edit') return t('message.editFailed');
  return t(operation.type === 'delete' ? 'message.deleteFailed' : 'message.operationFailed');
}

/** What one did to a message and the server refused, and the way to let it go. */
export function FailedDeed({ failed }: { failed: FailedOperation }): ReactNode {
  const { discard } = useMessageDesk();
  const tabIndex = useRowTabIndex();
  return (
    <div className={`${styles.stuck} ${styles.failed}`} role="status">
      <Icon name="alert" size="small" />
      <span>{words(failed)}</span>
      <span className={styles.reason}>{explainError(failed.error)}</span>
      <button type="button" className={styles.action} tabIndex={tabIndex} onClick={() => discard(failed.key)}>
        {t('status.discard')}
      </button>
    </div>
  );
}
