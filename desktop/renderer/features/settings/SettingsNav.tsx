import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { useHost } from '../../graphql/host-context.ts';
import { useSession } from '../../graphql/use-session.ts';
import { t } from '../../lib/translate.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './settings-nav.module.css';
import { sectionIcons, sectionsFor } from './settings-sections.ts';

/** The sections of the settings; beside what is open, or alone where the window is narrow. */
export function SettingsNav(): ReactNode {
  const { viewer } = useSession();
  const { desktop } = useHost();
  return (
    <nav className={styles.nav} aria-label={t('settings.sections')}>
      {sectionsFor(viewer?.role, desktop !== null).map((section) => (
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
