import { type FormEvent, type ReactNode, useState } from 'react';
import { useRenameGroup } from '../../graphql/use-rename-group.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import styles from './details-panel.module.css';

interface RenameDialogProps {
  conversationId: string;
  name: string;
  onClose: () => void;
}

/** Gives a group another name (CONV-2). */
export function RenameDialog({ conversationId, name: current, onClose }: RenameDialogProps): ReactNode {
  const rename = useRenameGroup(conversationId);
  const [name, setName] = useState(current);
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    if (name.trim() === '') return setProblem(t('new.groupNameMissing'));
    setIsPending(true);
    try {
      await rename(name.trim());
      onClose();
    } catch (error) {
      setProblem(explainError(error));
      setIsPending(false);
    }
  }

  return (
    <Dialog title={t('details.rename')} onClose={onClose}>
      <form className={styles.rename} onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={t('new.groupName')}
          name="groupName"
          value={name}
          onChange={(value) => {
            setName(value);
            setProblem(undefined);
          }}
          error={problem}
          maxLength={80}
          autoComplete="off"
          autoFocus
        />
        <div className={styles.renameActions}>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" tone="primary" isPending={isPending}>
            {t('details.renameSubmit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
