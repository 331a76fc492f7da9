import { type FormEvent, type ReactNode, useState } from 'react';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import styles from './folders.module.css';

interface FolderNameDialogProps {
  onClose: () => void;
  onName: (name: string) => Promise<void>;
}

const nameMaximum = 60;

/** Asks for the name of a new folder. */
export function FolderNameDialog({ onClose, onName }: FolderNameDialogProps): ReactNode {
  const [name, setName] = useState('');
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === '') return;
    void onName(name.trim());
    onClose();
  }
  return (
    <Dialog title={t('list.folderNew')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <Field
          label={t('list.folderName')}
          name="folder"
          value={name}
          onChange={setName}
          placeholder={t('list.folderNamePlaceholder')}
          maxLength={nameMaximum}
          isRequired
          autoFocus
        />
        <div className={styles.actions}>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" tone="primary" isDisabled={name.trim() === ''}>
            {t('list.folderCreate')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
