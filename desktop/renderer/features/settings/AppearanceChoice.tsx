import { type ReactNode, useState } from 'react';
import { chooseTheme, chosenTheme, type Theme } from '../../lib/theme.ts';
import { t } from '../../lib/translate.ts';
import { Choice } from '../../ui/Choice.tsx';

const options = [
  { value: 'system', label: t('settings.theme.system'), icon: 'monitor' },
  { value: 'light', label: t('settings.theme.light'), icon: 'sun' },
  { value: 'dark', label: t('settings.theme.dark'), icon: 'moon' },
] as const;

/** Light, dark, or as the system is; kept in this browser. */
export function AppearanceChoice(): ReactNode {
  const [theme, setTheme] = useState(chosenTheme);
  function change(next: Theme) {
    setTheme(next);
    chooseTheme(next);
  }
  return <Choice label={t('settings.appearance')} value={theme} options={options} onChange={change} />;
}
