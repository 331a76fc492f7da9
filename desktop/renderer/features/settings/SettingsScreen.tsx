import type { ReactNode } from 'react';
import { AboutSection } from './AboutSection.tsx';
import { AppearanceSection } from './AppearanceSection.tsx';
import { LanguageSection } from './LanguageSection.tsx';
import { PresenceChoice } from './PresenceChoice.tsx';
import { PrivacySettings } from './PrivacySettings.tsx';
import { ProfileSection } from './ProfileSection.tsx';
import { SessionList } from './SessionList.tsx';
import { SettingsNav } from './SettingsNav.tsx';
import styles from './settings.module.css';
import type { SettingsSection } from './settings-sections.ts';

interface SettingsScreenProps {
  /** Undefined for the list of sections alone, where one pane shows at a time. */
  section: SettingsSection | undefined;
  /** What other features have to say in a section, below its own content. */
  slots: Partial<Record<SettingsSection, ReactNode>>;
}

const contents: Readonly<Record<SettingsSection, ReactNode>> = {
  profile: (
    <>
      <ProfileSection />
      <PresenceChoice />
    </>
  ),
  appearance: <AppearanceSection />,
  notifications: null,
  privacy: <PrivacySettings />,
  sessions: <SessionList />,
  people: null,
  app: null,
  language: <LanguageSection />,
  about: <AboutSection />,
};

/** One's profile, how the page looks and speaks, what others see of one, and where one is signed in (ID-3, WEB-2, WEB-3). */
export function SettingsScreen({ section, slots }: SettingsScreenProps): ReactNode {
  return (
    <div className={styles.frame} data-section={section}>
      <SettingsNav />
      {section !== undefined && (
        <div className={styles.scroller} key={section}>
          <div className={styles.page}>
            {contents[section]}
            {slots[section]}
          </div>
        </div>
      )}
    </div>
  );
}
