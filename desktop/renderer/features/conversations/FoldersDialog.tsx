import { type ReactNode, useState } from 'react';
import { GridList } from 'react-aria-components/GridList';
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop';
import { type FolderItem, useFolders } from '../../graphql/use-folders.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useToasts } from '../../ui/ToastProvider.tsx';
import { FolderNameDialog } from './FolderNameDialog.tsx';
import { FolderRow } from './FolderRow.tsx';
import styles from './folders.module.css';

/** The viewer's folders: make, rename, remove, and put in order by dragging or by keys (CONV-3). */
export function FoldersDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { folders, create, rename, remove, move } = useFolders();
  const [isNaming, setIsNaming] = useState(false);
  const toasts = useToasts();
  async function removeFolder({ id, name }: FolderItem) {
    await remove(id);
    toasts.show({ text: t('list.folderRemoved', { name }) });
  }
  /** Moves it past its neighbour, where it has one on that side. */
  function stepOf({ id }: FolderItem, step: -1 | 1): (() => Promise<void>) | undefined {
    const index = folders.findIndex((folder) => folder.id === id);
    if (folders[index + step] === undefined) return undefined;
    return () => move(id, folders[step === -1 ? index - 1 : index + 2]?.id ?? null);
  }
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const [moved] = [...keys].map(String);
      const index = folders.findIndex(({ id }) => id === target.key) + Number(target.dropPosition === 'after');
      const before = folders.slice(index).find(({ id }) => id !== moved);
      if (moved !== undefined) void move(moved, before?.id ?? null);
    },
  });
  return (
    <Dialog title={t('list.folders')} onClose={onClose}>
      <div className={styles.form}>
        {folders.length === 0 ? (
          <Notice icon="folder" title={t('list.folderNone')} hint={t('list.folderHint')} />
        ) : (
          <>
            <p className={styles.hint}>{t('list.folderManageHint')}</p>
            <GridList
              aria-label={t('list.folders')}
              items={folders}
              dependencies={[folders]}
              dragAndDropHooks={dragAndDropHooks}
              className={styles.list ?? ''}
            >
              {(folder) => (
                <FolderRow
                  folder={folder}
                  onRename={(name) => rename(folder.id, name)}
                  onRemove={() => removeFolder(folder)}
                  onUp={stepOf(folder, -1)}
                  onDown={stepOf(folder, 1)}
                />
              )}
            </GridList>
          </>
        )}
        <div className={styles.actions}>
          <Button icon="plus" tone="primary" onPress={() => setIsNaming(true)}>
            {t('list.folderNew')}
          </Button>
        </div>
      </div>
      {isNaming && <FolderNameDialog onClose={() => setIsNaming(false)} onName={async (name) => void (await create(name))} />}
    </Dialog>
  );
}
