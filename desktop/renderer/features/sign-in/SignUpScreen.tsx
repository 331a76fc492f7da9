import { type ReactNode, useState } from 'react';
import { useServerName } from '../../graphql/host-context.ts';
import { useSession } from '../../graphql/use-session.ts';
import { useWelcome } from '../../graphql/use-welcome.ts';
import { errorField } from '../../lib/explain-error.ts';
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

interface SignUpScreenProps {
  /** The invitation that leads here. */
  invitation?: { readonly token: string; readonly inviterName: string; readonly workspace: string };
  /** The invitation lets nobody in any more. */
  onInvitationGone?: () => void;
}

/** Makes an account (ID-1). */
export function SignUpScreen({ invitation, onInvitationGone }: SignUpScreenProps): ReactNode {
  const serverName = useServerName();
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
      const invited = invitation === undefined ? {} : { invitationToken: invitation.token };
      await register({ ...account, displayName: displayName.trim(), ...optional, ...invited });
    } catch (error) {
      if (errorField(error) === 'invitationToken') onInvitationGone?.();
      setProblems(problemsFromServer(error));
    }
  }

  const isClosed = invitation === undefined && welcome?.mayRegister === false;

  return (
    <AuthPage
      title={t(welcome?.isNew ? 'signUp.titleFirst' : 'signUp.title')}
      subtitle={
        invitation === undefined
          ? t(welcome?.isNew ? 'signUp.subtitleFirst' : 'signUp.subtitle', { host: serverName })
          : t('invited.by', { name: invitation.inviterName, workspace: invitation.workspace })
      }
      submitLabel={t('signUp.submit')}
      onSubmit={submit}
      problem={isClosed ? t(welcome.registration === 'INVITATION' ? 'signUp.invitationNeeded' : 'signUp.closed') : problems.form}
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
