import { type ReactNode, useState } from 'react';
import { chooseLook, chosenLook, type Look, type LookValue } from '../../lib/appearance.ts';
import { t } from '../../lib/translate.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './settings.module.css';

const themes = [
  { value: 'system', label: t('settings.theme.system'), icon: 'monitor' },
  { value: 'light', label: t('settings.theme.light'), icon: 'sun' },
  { value: 'dark', label: t('settings.theme.dark'), icon: 'moon' },
] as const;

const densities = [
  { value: 'comfortable', label: t('settings.density.comfortable'), icon: 'rows' },
  { value: 'compact', label: t('settings.density.compact'), icon: 'rows' },
] as const;

const textSizes = [
  { value: 'small', label: t('settings.textSize.small'), icon: 'text' },
  { value: 'medium', label: t('settings.textSize.medium'), icon: 'text' },
  { value: 'large', label: t('settings.textSize.large'), icon: 'text' },
  { value: 'huge', label: t('settings.textSize.huge'), icon: 'text' },
] as const;

/** A look and the way to choose another; shown at once, kept on this device. */
function useLook<Name extends Look>(name: Name): [LookValue<Name>, (value: LookValue<Name>) => void] {
  const [value, setValue] = useState(() => chosenLook(name));
  return [
    value,
    (next) => {
      setValue(next);
      chooseLook(name, next);
    },
  ];
}

/** Light or dark, how strong the contrast is, how dense the lists are and how large the text (WEB-2). */
export function AppearanceSection(): ReactNode {
  const [theme, setTheme] = useLook('theme');
  const [contrast, setContrast] = useLook('contrast');
  const [density, setDensity] = useLook('density');
  const [textSize, setTextSize] = useLook('textSize');
  return (
    <section className={styles.section} aria-labelledby="appearance">
      <h3 id="appearance">{t('settings.appearance')}</h3>
      <p className={styles.soft}>{t('settings.appearanceHint')}</p>
      <Choice label={t('settings.appearance')} value={theme} options={themes} onChange={setTheme} />
      <div className={styles.card}>
        <Switch
          label={t('settings.contrast')}
          hint={t('settings.contrastHint')}
          isOn={contrast === 'more'}
          onChange={(isOn) => setContrast(isOn ? 'more' : 'system')}
        />
      </div>
      <h3>{t('settings.density')}</h3>
      <Choice label={t('settings.density')} value={density} options={densities} onChange={setDensity} />
      <h3>{t('settings.textSize')}</h3>
      <Choice label={t('settings.textSize')} value={textSize} options={textSizes} isWordy onChange={setTextSize} />
    </section>
  );
}
