import type { ReactNode } from 'react';
import type { SessionItem } from '../../graphql/session-item.ts';
import { agoLabel, fullLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './settings.module.css';

interface SessionRowProps {
  session: SessionItem;
  onEnd: () => void;
}

/** One signed-in device, where and when it was last seen. */
export function SessionRow({ session, onEnd }: SessionRowProps): ReactNode {
  const lastSeen = new Date(session.lastSeenAt);
  return (
    <li className={styles.session}>
      <Icon name="devices" />
      <div className={styles.words}>
        <p className={styles.name}>{session.device}</p>
        <p className={styles.soft} title={fullLabel(lastSeen)}>
          {t('settings.lastSeen', { when: agoLabel(lastSeen, new Date()) })}
          {session.address && ` · ${t('settings.address', { address: session.address })}`}
        </p>
      </div>
      {session.current ? (
        <span className={styles.current}>{t('settings.current')}</span>
      ) : (
        <Button size="small" label={t('settings.endNamed', { device: session.device })} onPress={onEnd}>
          {t('settings.end')}
        </Button>
      )}
    </li>
  );
}
