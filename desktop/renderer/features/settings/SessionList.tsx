import { type ReactNode, useState } from 'react';
import { useSessions } from '../../graphql/use-sessions.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useDelayed } from '../../ui/use-delayed.ts';
import { SessionRow } from './SessionRow.tsx';
import styles from './settings.module.css';

/** Every place one is signed in; each can be ended (ID-3). */
export function SessionList(): ReactNode {
  const { status, sessions, end, endOthers } = useSessions();
  const isComing = useDelayed(status === 'loading');
  const [news, setNews] = useState<string>();

  async function act(action: () => Promise<void>, done: string) {
    try {
      await action();
      setNews(done);
    } catch (error) {
      setNews(explainError(error));
    }
  }

  return (
    <section className={styles.section} aria-labelledby="sessions">
      <h3 id="sessions">{t('settings.sessions')}</h3>
      <p className={styles.soft}>{t('settings.sessionsHint')}</p>
      {status === 'error' && <Notice icon="alert" title={t('settings.sessionsError')} role="alert" />}
      {isComing && <Skeleton shape="long" />}
      <ul className={styles.card}>
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            onEnd={() => void act(() => end(session.id), t('settings.ended', { device: session.device }))}
          />
        ))}
      </ul>
      <div className={styles.row}>
        {sessions.length > 1 && (
          <Button tone="dangerQuiet" onPress={() => void act(endOthers, t('settings.endedOthers'))}>
            {t('settings.endOthers')}
          </Button>
        )}
        <p className={styles.soft} role="status">
          {news}
        </p>
      </div>
    </section>
  );
}
