import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { t } from '../../lib/translate.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './settings-nav.module.css';
import { sectionIcons, settingsSections } from './settings-sections.ts';

/** The sections of the settings; beside what is open, or alone where the window is narrow. */
export function SettingsNav(): ReactNode {
  return (
    <nav className={styles.nav} aria-label={t('settings.sections')}>
      {settingsSections.map((section) => (
        <NavLink key={section} to={`/settings/${section}`} className={styles.link}>
          <Icon name={sectionIcons[section]} />
          <span className={styles.words}>{t(`settings.section.${section}`)}</span>
          <span className={styles.forward}>
            <Icon name="forward" size="small" />
          </span>
        </NavLink>
      ))}
    </nav>
  );
}
