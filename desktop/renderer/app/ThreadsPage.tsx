import type { ReactNode } from 'react';
import { ThreadsScreen } from '../features/threads/ThreadsScreen.tsx';
import { t } from '../lib/translate.ts';
import { PaneHeader } from './PaneHeader.tsx';

/** The threads that the viewer follows, beside the list. */
export function ThreadsPage(): ReactNode {
  return (
    <>
      <PaneHeader title={t('threads.title')} subtitle={t('threads.hint')} />
      <ThreadsScreen />
    </>
  );
}
