import { type ReactNode, useId } from 'react';
import { t } from '../../lib/translate.ts';
import { AppearanceChoice } from './AppearanceChoice.tsx';
import { PresenceChoice } from './PresenceChoice.tsx';
import { PrivacySettings } from './PrivacySettings.tsx';
import { ProfileSection } from './ProfileSection.tsx';
import { SessionList } from './SessionList.tsx';
import styles from './settings.module.css';

/** One's profile, what others see of one, how the page looks, and where one is signed in (ID-3). */
export function SettingsScreen(): ReactNode {
  const appearanceId = useId();
  return (
    <div className={styles.scroller}>
      <div className={styles.page}>
        <ProfileSection />
        <PresenceChoice />
        <PrivacySettings />
        <section className={styles.section} aria-labelledby={appearanceId}>
          <h2 id={appearanceId}>{t('settings.appearance')}</h2>
          <AppearanceChoice />
        </section>
        <SessionList />
      </div>
    </div>
  );
}
