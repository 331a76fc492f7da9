import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useIsBlocked } from '../../graphql/use-people.ts';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './message-row.module.css';

/** Folds what somebody says whom the viewer has blocked, until it is asked for (PEOPLE-3). */
export function BlockedMessage({ senderId, children }: { senderId: string; children: ReactNode }): ReactNode {
  const isBlocked = useIsBlocked(senderId);
  const [isShown, setIsShown] = useState(false);
  if (!isBlocked || isShown) return children;
  return (
    <p className={styles.system}>
      <span>{t('blocked.folded')}</span>{' '}
      <Button className={classNames(styles.unfold)} onPress={() => setIsShown(true)}>
        {t('blocked.show')}
      </Button>
    </p>
  );
}
