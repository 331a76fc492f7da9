import { type FormEvent, type ReactNode, useState } from 'react';
import type { ReportReason } from '../../../sync/people.ts';
import type { Person } from '../../../sync/records.ts';
import { usePeople } from '../../graphql/use-people.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useToasts } from '../../ui/ToastProvider.tsx';
import styles from './person-card.module.css';
import { useAct } from './use-act.ts';

interface ReportDialogProps {
  person: Person;
  /** The message that is wrong; without one it is about the person. */
  message: { readonly conversationId: string; readonly messageId: string } | undefined;
  onClose: () => void;
}

const reasons = (['SPAM', 'HARASSMENT', 'VIOLENCE', 'HATE', 'ILLEGAL', 'OTHER'] as const).map((value) => ({
  value,
  label: t(`report.reason.${value}`),
}));

/** Puts a message or a person before those who run the server (PEOPLE-4). */
export function ReportDialog({ person, message, onClose }: ReportDialogProps): ReactNode {
  const { report } = usePeople();
  const { show } = useToasts();
  const { problem, isPending, run } = useAct();
  const [reason, setReason] = useState<ReportReason>('SPAM');
  const [note, setNote] = useState('');

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    run(async () => {
      await report({ ...(message ?? { userId: person.id }), reason, note: note.trim() === '' ? null : note.trim() });
      onClose();
      show({ text: t('report.done') });
    });
  }

  return (
    <Dialog title={t('report.title', { name: person.displayName })} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <p className={styles.soft}>{t('report.hint')}</p>
        <Select label={t('report.reason')} value={reason} options={reasons} onChange={setReason} />
        <TextArea label={t('report.note')} value={note} onChange={setNote} maxLength={1_000} />
        {problem !== undefined && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <div className={styles.end}>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" tone="primary" isPending={isPending}>
            {t('report.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
