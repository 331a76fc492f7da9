import { type ReactNode, useState } from 'react';
import { chooseLanguage, chosenLanguage, type Language, languages } from '../../lib/language.ts';
import { fullLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { useMinute } from '../../ui/use-minute.ts';
import styles from './settings.module.css';

/** The language that the page speaks on this device; it takes a reload to change it (WEB-3). */
export function LanguageSection(): ReactNode {
  const [spoken] = useState(chosenLanguage);
  const [chosen, setChosen] = useState<Language | 'system'>(spoken);
  const now = useMinute();
  function change(language: Language | 'system') {
    setChosen(language);
    chooseLanguage(language);
  }
  return (
    <section className={styles.section} aria-labelledby="language">
      <h3 id="language">{t('settings.language')}</h3>
      <Select
        label={t('settings.language')}
        isLabelHidden
        value={chosen}
        options={[{ value: 'system', label: t('settings.languageSystem') }, ...languages]}
        onChange={change}
      />
      <p className={styles.soft}>{t('settings.languageDates', { example: fullLabel(now) })}</p>
      {chosen !== spoken && (
        <div className={styles.row}>
          <Button tone="primary" icon="retry" onPress={() => window.location.reload()}>
            {t('settings.languageReload')}
          </Button>
          <p className={styles.soft} role="status">
            {t('settings.languageReloadHint')}
          </p>
        </div>
      )}
    </section>
  );
}
