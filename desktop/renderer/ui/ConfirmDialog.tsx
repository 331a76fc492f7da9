import { type ReactNode, useState } from 'react';
import { t } from '../lib/translate.ts';
import { Button } from './Button.tsx';
import styles from './confirm-dialog.module.css';
import { Dialog } from './Dialog.tsx';

interface ConfirmDialogProps {
  title: string;
  hint: string;
  confirmLabel: string;
  /** Does the thing; when it rejects, the dialog stays and shows what the promise says. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
  /** Turns what went wrong into words. */
  explain: (error: unknown) => string;
}

/** Asks before something that is hard to undo. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const [isPending, setIsPending] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function confirm() {
    setIsPending(true);
    try {
      await props.onConfirm();
      props.onClose();
    } catch (error) {
      setProblem(props.explain(error));
      setIsPending(false);
    }
  }

  return (
    <Dialog title={props.title} onClose={props.onClose} isAlert>
      <div className={styles.body}>
        <p className={styles.hint}>{props.hint}</p>
        {problem !== undefined && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <div className={styles.actions}>
          <Button onPress={props.onClose}>{t('app.cancel')}</Button>
          <Button tone="danger" isPending={isPending} onPress={confirm}>
            {props.confirmLabel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
