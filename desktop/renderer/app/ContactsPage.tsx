import type { ReactNode } from 'react';
import { ContactsScreen } from '../features/people/ContactsScreen.tsx';
import { t } from '../lib/translate.ts';
import { PaneHeader } from './PaneHeader.tsx';

/** The viewer's contacts and those who ask, beside the list. */
export function ContactsPage(): ReactNode {
  return (
    <>
      <PaneHeader title={t('people.title')} subtitle={t('people.hint')} />
      <ContactsScreen />
    </>
  );
}
