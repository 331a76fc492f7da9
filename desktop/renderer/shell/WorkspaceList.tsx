import type { ReactNode } from 'react';
import type { WorkspaceList as List, WorkspaceItem } from '../../bridge/workspace-calls.ts';
import { t } from '../lib/translate.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './workspace-list.module.css';

interface WorkspaceListProps {
  list: List;
  onShow: (id: string) => void;
  onRemove: (workspace: WorkspaceItem) => void;
}

/** The workspaces of this device, each a way to its window. */
export function WorkspaceList({ list, onShow, onRemove }: WorkspaceListProps): ReactNode {
  return (
    <ul className={styles.list} aria-label={t('workspaces.title')}>
      {list.workspaces.map((workspace) => (
        <li key={workspace.id} className={styles.row}>
          <button type="button" className={styles.open} onClick={() => onShow(workspace.id)}>
            <span className={styles.sign} aria-hidden="true">
              {workspace.name.slice(0, 1).toUpperCase()}
            </span>
            <span className={styles.words}>
              <span className={styles.name}>{workspace.name}</span>
              {workspace.id === list.currentId && <span className={styles.note}>{t('workspaces.current')}</span>}
            </span>
          </button>
          <IconButton
            icon="trash"
            tone="danger"
            label={t('workspaces.remove', { name: workspace.name })}
            onPress={() => onRemove(workspace)}
          />
        </li>
      ))}
    </ul>
  );
}
