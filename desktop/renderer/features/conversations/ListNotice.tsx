import type { ReactNode } from 'react';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import type { ListView } from './list-view.ts';

interface ListNoticeProps {
  view: ListView;
  filter: string;
  /** There are no conversations at all but archived ones. */
  isEmpty: boolean;
  onNew: () => void;
  onJump: () => void;
}

/** Why the list shows nothing, and the way on. */
export function ListNotice({ view, filter, isEmpty, onNew, onJump }: ListNoticeProps): ReactNode {
  if (filter !== '') {
    return (
      <Notice icon="search" title={t('list.noMatch', { query: filter })} hint={t('list.noMatchHint')}>
        <Button onPress={onJump}>{t('list.searchAll')}</Button>
      </Notice>
    );
  }
  if (view === 'archived') return <Notice icon="archive" title={t('list.archivedEmpty')} hint={t('list.archivedHint')} />;
  if (!isEmpty) return <Notice icon="folder" title={t('list.folderEmpty')} hint={t('list.folderHint')} />;
  return (
    <Notice icon="chat" title={t('list.empty')} hint={t('list.emptyHint')}>
      <Button tone="primary" icon="compose" onPress={onNew}>
        {t('list.start')}
      </Button>
    </Notice>
  );
}
