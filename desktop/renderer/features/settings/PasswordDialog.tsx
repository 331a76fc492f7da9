import { type FormEvent, type ReactNode, useState } from 'react';
import { useChangePassword } from '../../graphql/use-change-password.ts';
import { errorField, explainError } from '../../lib/explain-error.ts';
import { passwordLength, passwordMinimum } from '../../lib/password-rule.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { PasswordRule } from '../../ui/PasswordRule.tsx';
import styles from './settings.module.css';

interface PasswordDialogProps {
  /** Whose it is: password managers file it under this name. */
  username: string;
  onChanged: () => void;
  onClose: () => void;
}

type Problems = { currentPassword?: string; newPassword?: string };

function problemsOf(error: unknown): Problems {
  if (errorField(error) === 'newPassword') return { newPassword: explainError(error) };
  return { currentPassword: errorField(error) === 'currentPassword' ? t('settings.passwordWrong') : explainError(error) };
}

/** Asks for the password until now and the one from now on (ID-1). */
export function PasswordDialog({ username, onChanged, onClose }: PasswordDialogProps): ReactNode {
  const changePassword = useChangePassword();
  const [form, setForm] = useState({ currentPassword: '', newPassword: '' });
  const [problems, setProblems] = useState<Problems>({});
  const [isPending, setIsPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    if (passwordLength(form.newPassword) < passwordMinimum) return setProblems({ newPassword: t('auth.passwordHint') });
    setIsPending(true);
    try {
      await changePassword(form);
      onChanged();
    } catch (error) {
      setProblems(problemsOf(error));
      setIsPending(false);
    }
  }

  function change(part: Partial<typeof form>) {
    setForm({ ...form, ...part });
    setProblems({});
  }

  return (
    <Dialog title={t('settings.password')} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <p className={styles.soft}>{t('settings.passwordHint')}</p>
        <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
        <Field
          label={t('settings.passwordCurrent')}
          name="currentPassword"
          type="password"
          value={form.currentPassword}
          onChange={(currentPassword) => change({ currentPassword })}
          error={problems.currentPassword}
          autoComplete="current-password"
          isRequired
          autoFocus
        />
        <div>
          <Field
            label={t('settings.passwordNew')}
            name="newPassword"
            type="password"
            value={form.newPassword}
            onChange={(newPassword) => change({ newPassword })}
            error={problems.newPassword}
            autoComplete="new-password"
            isRequired
          />
          {problems.newPassword === undefined && <PasswordRule password={form.newPassword} />}
        </div>
        <div className={styles.actions}>
          <Button onPress={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" tone="primary" isPending={isPending}>
            {t('settings.password')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
