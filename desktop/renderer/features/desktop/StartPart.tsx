import { type ReactNode, useId } from 'react';
import { SHOW_SHORTCUTS, ZOOM_STEPS } from '../../../bridge/preferences.ts';
import type { AppPreferences } from '../../graphql/use-app-preferences.ts';
import { t } from '../../lib/translate.ts';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './app-section.module.css';
import { keysText } from './keys-text.ts';

interface StartPartProps {
  app: AppPreferences;
  /** As Node names it. */
  platform: string;
}

const zooms = ZOOM_STEPS.map((percent) => ({ value: String(percent), label: t('desktop.zoomPercent', { percent: String(percent) }) }));

/** When the app runs and how it is called to the front. */
export function StartPart({ app: { preferences, abilities, problem, change }, platform }: StartPartProps): ReactNode {
  const headingId = useId();
  const shortcuts = [
    { value: 'none', label: t('desktop.shortcutNone') },
    ...SHOW_SHORTCUTS.map((value) => ({ value, label: keysText(value, platform === 'darwin') })),
  ];
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <h3 id={headingId}>{t('desktop.start')}</h3>
      <div className={styles.card}>
        {abilities.canStartAtLogin && (
          <Switch
            label={t('desktop.login')}
            hint={t('desktop.loginHint')}
            isOn={preferences.startsAtLogin}
            onChange={(startsAtLogin) => change({ startsAtLogin })}
          />
        )}
        {abilities.hasTray && (
          <Switch
            label={t('desktop.tray')}
            hint={t('desktop.trayHint')}
            isOn={preferences.staysInTray}
            onChange={(staysInTray) => change({ staysInTray })}
          />
        )}
        <div className={styles.setting}>
          <Select
            label={t('desktop.shortcut')}
            value={preferences.showShortcut ?? 'none'}
            options={shortcuts}
            onChange={(keys) => change({ showShortcut: SHOW_SHORTCUTS.find((each) => each === keys) ?? null })}
          />
        </div>
        <div className={styles.setting}>
          <Select
            label={t('desktop.zoom')}
            value={String(preferences.zoomPercent)}
            options={zooms}
            onChange={(percent) => change({ zoomPercent: ZOOM_STEPS.find((step) => String(step) === percent) ?? 100 })}
          />
        </div>
      </div>
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {t(problem === 'SHORTCUT_TAKEN' ? 'desktop.shortcutTaken' : 'desktop.loginRefused')}
        </p>
      )}
    </section>
  );
}
