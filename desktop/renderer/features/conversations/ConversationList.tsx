import { type KeyboardEvent, lazy, type ReactNode, Suspense, useCallback, useRef, useState } from 'react';
import { useConversations } from '../../graphql/use-conversations.ts';
import { useFolders } from '../../graphql/use-folders.ts';
import { matchesSearch } from '../../lib/matches-search.ts';
import { t } from '../../lib/translate.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { FilterField } from '../../ui/FilterField.tsx';
import { ConversationSections } from './ConversationSections.tsx';
import styles from './conversation-list.module.css';
import { FolderTabs } from './FolderTabs.tsx';
import { ListHeader } from './ListHeader.tsx';
import { ListNotice } from './ListNotice.tsx';
import { ListSkeleton } from './ListSkeleton.tsx';
import { isInView, type ListView } from './list-view.ts';
import { moveRowFocus } from './move-row-focus.ts';

const FoldersDialog = lazy(async () => ({ default: (await import('./FoldersDialog.tsx')).FoldersDialog }));

interface ConversationListProps {
  openId: string | undefined;
  view: ListView;
  onView: (view: ListView) => void;
  onNew: () => void;
  onJump: () => void;
  /** What somebody without conversations sees below the words about it. */
  empty?: ReactNode;
}

/** The viewer's conversations: pinned first, then newest activity; by folder, and what is archived apart (CONV-3, CONV-4). */
export function ConversationList({ openId, view, onView, onNew, onJump, empty }: ConversationListProps): ReactNode {
  const { status, conversations, archived, retry } = useConversations();
  const { folders } = useFolders();
  const [filter, setFilter] = useState('');
  const [isManaging, setIsManaging] = useState(false);
  const manage = useCallback(() => setIsManaging(true), []);
  const region = useRef<HTMLElement>(null);
  const isFolderGone = view.startsWith('folder:') && !folders.some(({ id }) => view === `folder:${id}`);
  const shownView = isFolderGone ? 'all' : view;
  const isFiltering = filter.trim() !== '';
  const candidates = isFiltering ? [...conversations, ...archived] : shownView === 'archived' ? archived : conversations;
  const shown = candidates.filter((conversation) => {
    const isFound = matchesSearch(`${conversation.title} ${conversation.peer?.username ?? ''}`, filter);
    return isFound && (isFiltering || isInView(conversation, shownView));
  });

  function onKeyDown(event: KeyboardEvent) {
    if (region.current && moveRowFocus(region.current, event.key)) event.preventDefault();
  }

  return (
    <nav className={styles.region} aria-label={t('list.title')} ref={region} onKeyDown={onKeyDown}>
      <ListHeader view={shownView} onView={onView} onNew={onNew} onFolders={manage} />
      <div className={styles.filter}>
        <FilterField label={t('list.filter')} value={filter} onChange={setFilter} />
      </div>
      {folders.length > 0 && shownView !== 'archived' && !isFiltering && (
        <FolderTabs folders={folders} conversations={conversations} view={shownView} onView={onView} />
      )}
      {status === 'loading' && <ListSkeleton />}
      {status === 'error' && <ErrorState title={t('list.error')} onRetry={retry} />}
      {status === 'ready' && shown.length === 0 && (
        <ListNotice view={shownView} filter={filter.trim()} isEmpty={conversations.length === 0} onNew={onNew} onJump={onJump} />
      )}
      {status === 'ready' && conversations.length === 0 && archived.length === 0 && <div className={styles.empty}>{empty}</div>}
      <ConversationSections conversations={shown} openId={openId} isParted={shownView !== 'archived' && !isFiltering} />
      <Suspense>{isManaging && <FoldersDialog onClose={() => setIsManaging(false)} />}</Suspense>
    </nav>
  );
}
