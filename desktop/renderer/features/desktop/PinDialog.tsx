import { type FormEvent, type ReactNode, useState } from 'react';
import type { Bridge } from '../../../bridge/bridge.ts';
import { PIN_LENGTH } from '../../../bridge/lock-calls.ts';
import { explainError } from '../../lib/explain-error.ts';
import { pinProblem } from '../../lib/pin-problem.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import styles from './app-section.module.css';
import { newPinProblems, type PinProblems } from './new-pin-problems.ts';

interface PinDialogProps {
  bridge: Bridge;
  purpose: 'set' | 'remove';
  /** The PIN until now is asked for. */
  hasPin: boolean;
  onClose: () => void;
}

/** Sets, changes or removes the PIN. */
export function PinDialog({ bridge, purpose, hasPin, onClose }: PinDialogProps): ReactNode {
  const [form, setForm] = useState({ current: '', pin: '', repeated: '' });
  const [problems, setProblems] = useState<PinProblems>({});
  const [isPending, setIsPending] = useState(false);
  const isSetting = purpose === 'set';
  const title = t(!isSetting ? 'desktop.pinRemove' : hasPin ? 'desktop.pinChange' : 'desktop.pinChoose');

  const ask = () =>
    isSetting
      ? bridge.call('lock.setPin', { pin: form.pin, current: hasPin ? form.current : null })
      : bridge.call('lock.removePin', { current: form.current });

  async function submit(event: FormEvent) {
    event.preventDefault();
    const slips = isSetting ? newPinProblems(form) : {};
    if (isPending || Object.keys(slips).length > 0) return setProblems(slips);
    setIsPending(true);
    try {
      const answer = await ask();
      if (answer.isRight) return onClose();
      setProblems({ current: pinProblem(answer) });
    } catch (error) {
      setProblems({ [isSetting ? 'pin' : 'current']: explainError(error) });
    }
    setIsPending(false);
  }

  function change(part: Partial<typeof form>) {
    setForm({ ...form, ...part });
    setProblems({});
  }

  const secret = { type: 'password', autoComplete: 'off', maxLength: PIN_LENGTH.max, isRequired: true } as const;
  return (
    <Dialog title={title} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        {isSetting && <p className={styles.soft}>{t('pin.forgetHint')}</p>}
        {hasPin && (
          <Field
            {...secret}
            label={t('pin.current')}
            name="current"
            value={form.current}
            onChange={(current) => change({ current })}
            error={problems.current}
            autoFocus
          />
        )}
        {isSetting && (
          <>
            <Field
              {...secret}
              label={t('pin.new')}
              name="pin"
              value={form.pin}
              onChange={(pin) => change({ pin })}
              hint={t('pin.newHint', { count: PIN_LENGTH.min })}
              error={problems.pin}
              autoFocus={!hasPin}
            />
            <Field
              {...secret}
              label={t('pin.repeat')}
              name="repeated"
              value={form.repeated}
              onChange={(repeated) => change({ repeated })}
              error={problems.repeated}
            />
          </>
        )}
        <div className={styles.actions}>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" tone={isSetting ? 'primary' : 'danger'} isPending={isPending}>
            {title}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
