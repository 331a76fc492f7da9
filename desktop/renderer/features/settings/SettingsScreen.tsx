import { type ReactNode, useState } from 'react';
import { useSession } from '../../graphql/use-session.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { AppearanceChoice } from './AppearanceChoice.tsx';
import { SessionList } from './SessionList.tsx';
import styles from './settings.module.css';

/** One's profile, how the page looks, and where one is signed in (ID-3). */
export function SettingsScreen(): ReactNode {
  const { viewer, logout } = useSession();
  const [isLeaving, setIsLeaving] = useState(false);
  if (viewer === undefined) return null;
  return (
    <div className={styles.scroller}>
      <div className={styles.page}>
        <section className={styles.section} aria-labelledby="profile">
          <h2 id="profile">{t('settings.profile')}</h2>
          <div className={styles.card}>
            <div className={styles.profile}>
              <Avatar id={viewer.id} name={viewer.displayName} size="large" />
              <div className={styles.words}>
                <p className={styles.name} dir="auto">
                  {viewer.displayName}
                </p>
                <p className={styles.soft}>@{viewer.username}</p>
                <p className={styles.soft}>{t(`settings.role.${viewer.role}`)}</p>
              </div>
              <Button icon="leave" tone="dangerQuiet" onPress={() => setIsLeaving(true)}>
                {t('settings.signOut')}
              </Button>
            </div>
          </div>
        </section>
        <section className={styles.section} aria-labelledby="appearance">
          <h2 id="appearance">{t('settings.appearance')}</h2>
          <AppearanceChoice />
        </section>
        <SessionList />
      </div>
      {isLeaving && (
        <ConfirmDialog
          title={t('settings.signOutTitle')}
          hint={t('settings.signOutHint')}
          confirmLabel={t('settings.signOut')}
          onConfirm={logout}
          onClose={() => setIsLeaving(false)}
          explain={explainError}
        />
      )}
    </div>
  );
}
