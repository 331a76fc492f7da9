import { type ReactNode, useState } from 'react';
import { useHost } from '../../graphql/host-context.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './notification-settings.module.css';

/** Whether this browser lets Parley notify, and the button that asks it to. Nothing where it does. */
export function PermissionNotice(): ReactNode {
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'));
  const { desktop } = useHost();
  // The system asks for the app.
  if (permission === 'granted' || desktop !== null) return null;
  if (permission === 'denied') return <p className={styles.notice}>{t('notice.denied')}</p>;
  return (
    <div className={styles.notice}>
      <p>{t('notice.ask')}</p>
      <Button icon="bell" onPress={() => void Notification.requestPermission().then(setPermission)}>
        {t('notice.allow')}
      </Button>
    </div>
  );
}
