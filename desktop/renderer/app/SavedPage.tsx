import type { ReactNode } from 'react';
import { SavedScreen } from '../features/saved/SavedScreen.tsx';
import { t } from '../lib/translate.ts';
import { PaneHeader } from './PaneHeader.tsx';

/** What was kept for later, beside the list. */
export function SavedPage(): ReactNode {
  return (
    <>
      <PaneHeader title={t('saved.title')} subtitle={t('saved.hint')} />
      <SavedScreen />
    </>
  );
}
