import type { ReactNode } from 'react';
import type { ConversationItem } from '../../graphql/conversation-item.ts';
import type { FolderItem } from '../../graphql/use-folders.ts';
import { t } from '../../lib/translate.ts';
import { Badge } from '../../ui/Badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import styles from './folder-tabs.module.css';
import { folderView, isInView, type ListView } from './list-view.ts';

interface FolderTabsProps {
  folders: readonly FolderItem[];
  conversations: readonly ConversationItem[];
  view: ListView;
  onView: (view: ListView) => void;
}

/** The folders above the list, each with how many of its conversations wait to be read. */
export function FolderTabs({ folders, conversations, view, onView }: FolderTabsProps): ReactNode {
  const waiting = conversations.filter(({ unreadCount, isMuted }) => unreadCount > 0 && !isMuted);
  const tabs = [{ id: 'all' as ListView, name: t('list.all') }, ...folders.map(({ id, name }) => ({ id: folderView(id), name }))];
  return (
    <fieldset className={styles.tabs}>
      <legend className="visually-hidden">{t('list.folders')}</legend>
      {tabs.map(({ id, name }) => {
        const count = id === 'all' ? 0 : waiting.filter((conversation) => isInView(conversation, id)).length;
        return (
          <button
            key={id}
            type="button"
            aria-pressed={id === view}
            className={classNames(styles.tab, id === view && styles.chosen)}
            onClick={() => onView(id)}
          >
            <bdi>{name}</bdi>
            {count > 0 && <Badge count={count} label={t('list.waiting', { count })} />}
          </button>
        );
      })}
    </fieldset>
  );
}
