import { type ReactNode, useEffect, useState } from 'react';
import { useConnection } from '../../graphql/use-connection.ts';
import { waitLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useDelayed } from '../../ui/use-delayed.ts';
import styles from './connection-banner.module.css';

/** A connection that comes back by itself in this time is not worth a word. */
const quietMs = 1_200;

function useSecondsTo(time: number | undefined): number | undefined {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (time === undefined) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [time]);
  return time === undefined ? undefined : Math.max(0, time - now);
}

/** Says when what one sees may be old, and what happens to what one writes. */
export function ConnectionBanner(): ReactNode {
  const { state, retryAt, retryNow } = useConnection();
  const isShown = useDelayed(state !== 'online', quietMs);
  const waitMs = useSecondsTo(state === 'offline' ? retryAt : undefined);
  return (
    <div role="status">
      {isShown && state === 'offline' && (
        <div className={styles.banner}>
          <Icon name="offline" size="small" />
          <span>
            {t('connection.offline')}
            {waitMs !== undefined && ` ${t('connection.retryIn', { wait: waitLabel(waitMs) })}`}
          </span>
          <button type="button" className={styles.retry} onClick={retryNow}>
            {t('connection.retry')}
          </button>
        </div>
      )}
      {isShown && state !== 'offline' && (
        <div className={styles.banner}>
          <Spinner />
          {t(state === 'connecting' ? 'connection.connecting' : 'connection.catchingUp')}
        </div>
      )}
    </div>
  );
}
