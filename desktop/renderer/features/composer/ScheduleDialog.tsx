import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { type Scheduling, useScheduled } from '../../graphql/use-scheduled.ts';
import { explainError } from '../../lib/explain-error.ts';
import { momentLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useToasts } from '../../ui/ToastProvider.tsx';
import { ScheduledList } from './ScheduledList.tsx';
import styles from './schedule-dialog.module.css';
import { fieldTime, scheduleTimes, timeOfField } from './schedule-times.ts';

interface ScheduleDialogProps {
  conversationId: string;
  /** What is written, and what it answers; its text may be empty. */
  message: Omit<Scheduling, 'clientMessageId' | 'sendAt'>;
  /** It is kept by the server: the field is free. */
  onScheduled: () => void;
  onClose: () => void;
}

const presets = ['hour', 'tomorrow', 'monday'] as const;

/** Has what is written sent at a time, and shows what waits already (MSG-2). */
export function ScheduleDialog({ conversationId, message, onScheduled, onClose }: ScheduleDialogProps): ReactNode {
  const { scheduled, schedule, cancel } = useScheduled(conversationId);
  const { show } = useToasts();
  const fieldId = useId();
  const [clientMessageId] = useState(() => crypto.randomUUID());
  const [times] = useState(() => scheduleTimes(new Date()));
  const [chosen, setChosen] = useState(() => fieldTime(times.tomorrow));
  const [problem, setProblem] = useState<string>();
  const isEmpty = message.text.trim() === '';

  async function sendAt(time: Date | undefined) {
    if (time === undefined) return setProblem(t('schedule.past'));
    try {
      await schedule({ ...message, clientMessageId, sendAt: time.toISOString() });
      onScheduled();
      show({ text: t('schedule.done', { when: momentLabel(time, new Date()) }) });
      onClose();
    } catch (error) {
      setProblem(explainError(error));
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void sendAt(timeOfField(chosen, new Date()));
  }

  return (
    <Dialog title={t('schedule.title')} onClose={onClose}>
      <div className={styles.body}>
        {isEmpty ? (
          <p className={styles.note}>{t('schedule.nothing')}</p>
        ) : (
          <>
            <div className={styles.presets}>
              {presets.map((preset) => (
                <Button key={preset} icon="clock" isWide onPress={() => void sendAt(times[preset])}>
                  {t(`schedule.${preset}`)} · {momentLabel(times[preset], new Date())}
                </Button>
              ))}
            </div>
            <form className={styles.form} onSubmit={submit} noValidate>
              <label className={styles.label} htmlFor={fieldId}>
                {t('schedule.when')}
              </label>
              <input
                id={fieldId}
                type="datetime-local"
                className={styles.time}
                value={chosen}
                onChange={({ target }) => {
                  setProblem(undefined);
                  setChosen(target.value);
                }}
              />
              <Button type="submit" tone="primary">
                {t('schedule.submit')}
              </Button>
            </form>
          </>
        )}
        {problem !== undefined && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <ScheduledList
          scheduled={scheduled}
          onCancel={(id) => void cancel(id).catch((error: unknown) => setProblem(explainError(error)))}
        />
      </div>
    </Dialog>
  );
}
