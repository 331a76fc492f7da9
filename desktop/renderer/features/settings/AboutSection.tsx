import type { ReactNode } from 'react';
import { version } from '../../../../package.json';
import { useServerName } from '../../graphql/host-context.ts';
import { t } from '../../lib/translate.ts';
import { Mark } from '../../ui/Mark.tsx';
import styles from './settings.module.css';

/** What this is, and where it comes from. */
export function AboutSection(): ReactNode {
  return (
    <section className={styles.section} aria-labelledby="about">
      <div className={styles.card}>
        <div className={styles.profile}>
          <Mark size="large" />
          <div className={styles.words}>
            <h3 id="about">{t('app.name')}</h3>
            <p className={styles.soft}>{t('settings.aboutWhat')}</p>
            <p className={styles.soft}>{t('settings.aboutServer', { server: useServerName() })}</p>
            <p className={styles.soft}>{t('settings.aboutBuild', { build: version })}</p>
          </div>
        </div>
      </div>
      <p className={styles.row}>
        <a className={styles.link} href="/graphql" target="_blank" rel="noreferrer">
          {t('settings.aboutApi')}
        </a>
      </p>
    </section>
  );
}
