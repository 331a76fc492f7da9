import { type FormEvent, type ReactNode, useState } from 'react';
import { useProfile, useUpdateProfile } from '../../graphql/use-profile.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { EmojiChoice } from './EmojiChoice.tsx';
import styles from './profile.module.css';
import { endOf, type StatusTime, statusTimes } from './status-times.ts';

const times = statusTimes.map((value) => ({ value, label: t(`status.until.${value}`) }));
const NO_STATUS = { statusText: null, statusEmoji: null, statusExpiresAt: null };

/** What one is at: an emoji, a few words, and when it ends by itself (ID-6). */
export function StatusDialog({ userId, onClose }: { userId: string; onClose: () => void }): ReactNode {
  const profile = useProfile(userId);
  const update = useUpdateProfile();
  const [text, setText] = useState(profile?.statusText ?? '');
  const [emoji, setEmoji] = useState(profile?.statusEmoji ?? '💬');
  const [time, setTime] = useState<StatusTime>('never');
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function save(status: Parameters<typeof update>[0]) {
    setIsPending(true);
    try {
      await update(status);
      onClose();
    } catch (error) {
      setProblem(explainError(error));
      setIsPending(false);
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    const statusText = text.trim() === '' ? null : text.trim();
    void save({ statusText, statusEmoji: emoji, statusExpiresAt: endOf(time, new Date()) });
  }

  return (
    <Dialog title={t('status.title')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.status}>
          <EmojiChoice emoji={emoji} onPick={setEmoji} />
          <Field label={t('status.text')} name="status" value={text} onChange={setText} maxLength={100} autoComplete="off" autoFocus />
        </div>
        <Select label={t('status.until')} value={time} options={times} onChange={setTime} />
        {problem !== undefined && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <div className={styles.actions}>
          <Button onPress={() => void save(NO_STATUS)}>{t('status.clear')}</Button>
          <Button type="submit" tone="primary" isPending={isPending}>
            {t('status.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
