import { memo, type ReactNode } from 'react';
import { t } from '../../lib/translate.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { MenuButton } from '../../ui/MenuButton.tsx';
import type { MenuSection } from '../../ui/menu-sections.ts';
import styles from './conversation-list.module.css';
import type { ListView } from './list-view.ts';

interface ListHeaderProps {
  view: ListView;
  onView: (view: ListView) => void;
  onNew: () => void;
  onFolders: () => void;
}

function Header({ view, onView, onNew, onFolders }: ListHeaderProps): ReactNode {
  const isArchive = view === 'archived';
  const menu = (): readonly MenuSection[] => [
    {
      id: 'list',
      entries: [
        { id: 'folders', label: t('list.folderManage'), icon: 'folder', onAction: onFolders },
        { id: 'archived', label: t('list.archived'), icon: 'archive', isChosen: isArchive, onAction: () => onView('archived') },
      ],
    },
  ];
  return (
    <header className={styles.header}>
      {isArchive && <IconButton icon="back" label={t('list.back')} onPress={() => onView('all')} />}
      <h1 className={styles.title}>{t(isArchive ? 'list.archived' : 'list.title')}</h1>
      <MenuButton icon="more" label={t('list.more')} menu={menu} />
      <IconButton icon="compose" label={t('list.new')} onPress={onNew} />
    </header>
  );
}

/** The name of what the list shows, and what can be done with all of it. */
export const ListHeader = memo(Header);
