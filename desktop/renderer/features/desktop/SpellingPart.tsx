import { type ReactNode, useId } from 'react';
import type { AppPreferences } from '../../graphql/use-app-preferences.ts';
import { formatLocale, t } from '../../lib/translate.ts';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './app-section.module.css';

interface SpellingPartProps {
  app: AppPreferences;
  /** As Node names it: the Mac's own checker finds the language by itself. */
  platform: string;
}

const SYSTEM = 'system';

/** Whether and in which language spelling is checked. */
export function SpellingPart({ app: { preferences, abilities, change }, platform }: SpellingPartProps): ReactNode {
  const headingId = useId();
  const isOurs = platform !== 'darwin';
  const [chosen = SYSTEM] = preferences.spellingLanguages;
  const names = new Intl.DisplayNames(formatLocale(), { type: 'language' });
  const languages = abilities.spellingLanguages.map((value) => ({ value, label: names.of(value) ?? value }));
  const options = [{ value: SYSTEM, label: t('desktop.spellSystem') }, ...languages.sort((a, b) => a.label.localeCompare(b.label))];
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <h3 id={headingId}>{t('desktop.spelling')}</h3>
      <div className={styles.card}>
        <Switch
          label={t('desktop.spell')}
          hint={t(isOurs ? 'desktop.spellHint' : 'desktop.spellSystemHint')}
          isOn={preferences.checksSpelling}
          onChange={(checksSpelling) => change({ checksSpelling })}
        />
        {isOurs && preferences.checksSpelling && languages.length > 0 && (
          <div className={styles.setting}>
            <Select
              label={t('desktop.spellLanguage')}
              value={chosen}
              options={options}
              onChange={(language) => change({ spellingLanguages: language === SYSTEM ? [] : [language] })}
            />
          </div>
        )}
      </div>
    </section>
  );
}
