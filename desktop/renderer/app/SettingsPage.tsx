import type { ReactNode } from 'react';
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx';
import { t } from '../lib/translate.ts';
import { PaneHeader } from './PaneHeader.tsx';

/** The settings beside the list. */
export function SettingsPage(): ReactNode {
  return (
    <>
      <PaneHeader title={t('settings.title')} />
      <SettingsScreen />
    </>
  );
}
