import type { ReactNode } from 'react';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import styles from './timeline-head.module.css';

interface TimelineFootProps {
  hasFailed: boolean;
  retry: () => void;
}

/** What stands below the last message of an old place: more on its way. */
export function TimelineFoot({ hasFailed, retry }: TimelineFootProps): ReactNode {
  if (!hasFailed) {
    return (
      <div className={styles.foot}>
        <Spinner />
        {t('timeline.loadingNewer')}
      </div>
    );
  }
  return (
    <div className={styles.foot} role="alert">
      {t('timeline.error')}
      <Button size="small" icon="retry" onPress={retry}>
        {t('app.retry')}
      </Button>
    </div>
  );
}
