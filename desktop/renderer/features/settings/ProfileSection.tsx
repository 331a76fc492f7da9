import { type ReactNode, useState } from 'react';
import { useSession } from '../../graphql/use-session.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';
import styles from './settings.module.css';

/** Who one is here, with one's password and the way out. */
export function ProfileSection(): ReactNode {
  const { viewer, logout } = useSession();
  const [open, setOpen] = useState<'password' | 'leave'>();
  const [news, setNews] = useState<string>();
  if (viewer === undefined) return null;
  const close = () => setOpen(undefined);
  return (
    <section className={styles.section} aria-labelledby="profile">
      <h3 id="profile">{t('settings.profile')}</h3>
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
          <div className={styles.row}>
            <Button onPress={() => setOpen('password')}>{t('settings.password')}</Button>
            <Button icon="leave" tone="dangerQuiet" onPress={() => setOpen('leave')}>
              {t('settings.signOut')}
            </Button>
          </div>
        </div>
      </div>
      <p className={styles.news} role="status">
        {news}
      </p>
      {open === 'password' && (
        <PasswordDialog
          username={viewer.username}
          onChanged={() => {
            close();
            setNews(t('settings.passwordChanged'));
          }}
          onClose={close}
        />
      )}
      {open === 'leave' && (
        <ConfirmDialog
          title={t('settings.signOutTitle')}
          hint={t('settings.signOutHint')}
          confirmLabel={t('settings.signOut')}
          onConfirm={logout}
          onClose={close}
          explain={explainError}
        />
      )}
    </section>
  );
}
