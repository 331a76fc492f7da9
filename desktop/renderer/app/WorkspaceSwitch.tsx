import type { ReactNode } from 'react';
import { useWorkspaces } from '../graphql/use-workspaces.ts';
import { t } from '../lib/translate.ts';
import { MenuButton } from '../ui/MenuButton.tsx';
import styles from './workspace-switch.module.css';

/** Goes from one workspace of the app to another; nothing in a browser (DESKTOP-4). */
export function WorkspaceSwitch(): ReactNode {
  const workspaces = useWorkspaces();
  if (workspaces === null) return null;
  const { show, manage, currentId } = workspaces;
  return (
    <span className={styles.switch}>
      <MenuButton
        icon="globe"
        label={t('workspaces.title')}
        placement="right bottom"
        menu={() => [
          {
            id: 'workspaces',
            entries: workspaces.workspaces.map(({ id, name }) => ({
              id,
              label: name,
              isChosen: id === currentId,
              onAction: () => show(id),
            })),
          },
          { id: 'manage', entries: [{ id: 'manage', label: t('workspaces.addOrRemove'), icon: 'settings', onAction: manage }] },
        ]}
      />
    </span>
  );
}
