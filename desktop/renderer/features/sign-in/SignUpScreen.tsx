import { type ReactNode, useState } from 'react';
import { useSession } from '../../graphql/use-session.ts';
import { useWelcome } from '../../graphql/use-welcome.ts';
import { t } from '../../lib/translate.ts';
import { Field } from '../../ui/Field.tsx';
import { PasswordRule } from '../../ui/PasswordRule.tsx';
import { AuthPage } from './AuthPage.tsx';
import {
  problemsBeforeSending,
  problemsFromServer,
  type SignUpField,
  type SignUpForm,
  type SignUpProblems,
  suggestUsername,
} from './sign-up-form.ts';

const emptyForm: SignUpForm = { displayName: '', username: '', email: '', password: '' };

/** Makes an account (ID-1). */
export function SignUpScreen(): ReactNode {
  const { register } = useSession();
  const welcome = useWelcome();
  const [form, setForm] = useState(emptyForm);
  const [problems, setProblems] = useState<SignUpProblems>({});

  function change(field: SignUpField, value: string) {
    const isSuggested = form.username === suggestUsername(form.displayName);
    const suggestion = field === 'displayName' && isSuggested ? { username: suggestUsername(value) } : {};
    setForm({ ...form, ...suggestion, [field]: value });
    setProblems({ ...problems, [field]: undefined, form: undefined });
  }

  async function submit() {
    const found = problemsBeforeSending(form);
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const { email, displayName, ...account } = form;
    const optional = email.trim() === '' ? {} : { email: email.trim() };
    try {
      await register({ ...account, displayName: displayName.trim(), ...optional });
    } catch (error) {
      setProblems(problemsFromServer(error));
    }
  }

  return (
    <AuthPage
      title={t(welcome?.isNew ? 'signUp.titleFirst' : 'signUp.title')}
      subtitle={t(welcome?.isNew ? 'signUp.subtitleFirst' : 'signUp.subtitle', { host: window.location.host })}
      submitLabel={t('signUp.submit')}
      onSubmit={submit}
      problem={welcome?.mayRegister === false ? t('signUp.closed') : problems.form}
      other={{ question: t('signUp.other'), label: t('signUp.otherLink'), to: '/sign-in' }}
    >
      <Field
        label={t('auth.displayName')}
        name="displayName"
        value={form.displayName}
        onChange={(value) => change('displayName', value)}
        error={problems.displayName}
        hint={t('auth.displayNameHint')}
        autoComplete="name"
        isRequired
        autoFocus
      />
      <Field
        label={t('auth.username')}
        name="username"
        value={form.username}
        onChange={(value) => change('username', value.toLowerCase())}
        error={problems.username}
        hint={t('auth.usernameHint')}
        autoComplete="username"
        isRequired
      />
      <Field
        label={t('auth.email')}
        name="email"
        type="email"
        value={form.email}
        onChange={(value) => change('email', value)}
        error={problems.email}
        autoComplete="email"
      />
      <div>
        <Field
          label={t('auth.password')}
          name="password"
          type="password"
          value={form.password}
          onChange={(value) => change('password', value)}
          error={problems.password}
          autoComplete="new-password"
          isRequired
        />
        {problems.password === undefined && <PasswordRule password={form.password} />}
      </div>
    </AuthPage>
  );
}
