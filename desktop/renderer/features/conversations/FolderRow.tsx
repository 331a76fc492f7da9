import { type ReactNode, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { GridListItem } from 'react-aria-components/GridList';
import type { FolderItem } from '../../graphql/use-folders.ts';
import { t } from '../../lib/translate.ts';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './folders.module.css';

interface FolderRowProps {
  folder: FolderItem;
  onRename: (name: string) => Promise<void>;
  onRemove: () => Promise<void>;
  /** Puts it one place further; undefined at the ends. */
  onUp: (() => Promise<void>) | undefined;
  onDown: (() => Promise<void>) | undefined;
}

/** One folder with its handle, its name, and the ways to change them. */
export function FolderRow({ folder: { id, name }, onRename, onRemove, onUp, onDown }: FolderRowProps): ReactNode {
  const [draft, setDraft] = useState<string>();
  function keep() {
    if (draft?.trim()) void onRename(draft.trim());
    setDraft(undefined);
  }
  return (
    <GridListItem id={id} textValue={name} className={styles.folder ?? ''}>
      <AriaButton slot="drag" aria-label={t('list.folderDrag', { name })} className={styles.handle ?? ''}>
        <Icon name="drag" />
      </AriaButton>
      {draft === undefined ? (
        <span className={styles.name}>
          <bdi>{name}</bdi>
        </span>
      ) : (
        <form
          className={styles.name}
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
        >
          <Field label={t('list.folderName')} name="name" value={draft} onChange={setDraft} maxLength={60} autoFocus />
        </form>
      )}
      <IconButton
        icon="arrowUp"
        size="small"
        label={t('list.folderUp', { name })}
        isDisabled={onUp === undefined}
        onPress={() => void onUp?.()}
      />
      <IconButton
        icon="arrowDown"
        size="small"
        label={t('list.folderDown', { name })}
        isDisabled={onDown === undefined}
        onPress={() => void onDown?.()}
      />
      {draft === undefined ? (
        <IconButton icon="compose" size="small" label={t('list.folderRename', { name })} onPress={() => setDraft(name)} />
      ) : (
        <IconButton icon="check" size="small" label={t('list.folderRename', { name })} onPress={keep} />
      )}
      <IconButton icon="trash" size="small" tone="danger" label={t('list.folderRemove', { name })} onPress={() => void onRemove()} />
    </GridListItem>
  );
}
