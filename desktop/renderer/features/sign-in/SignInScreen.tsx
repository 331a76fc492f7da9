import { type ReactNode, useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useServerName } from '../../graphql/host-context.ts';
import { useSession } from '../../graphql/use-session.ts';
import { useWelcome } from '../../graphql/use-welcome.ts';
import { errorCode, explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Field } from '../../ui/Field.tsx';
import { AuthPage } from './AuthPage.tsx';

function explain(error: unknown): string {
  const isRefused = ['UNAUTHENTICATED', 'VALIDATION_ERROR'].includes(errorCode(error) ?? '');
  return isRefused ? t('error.credentials') : explainError(error);
}

/** Signs a person in who has an account. */
export function SignInScreen(): ReactNode {
  const { login } = useSession();
  const serverName = useServerName();
  const welcome = useWelcome();
  const location = useLocation();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();

  async function submit() {
    try {
      await login({ username: username.trim(), password });
    } catch (error) {
      setProblem(explain(error));
    }
  }

  if (welcome?.isNew) return <Navigate to="/sign-up" replace state={location.state} />;
  return (
    <AuthPage
      title={t('signIn.title')}
      subtitle={t('signIn.subtitle', { host: serverName })}
      submitLabel={t('signIn.submit')}
      onSubmit={submit}
      problem={problem}
      other={welcome?.mayRegister === false ? undefined : { question: t('signIn.other'), label: t('signIn.otherLink'), to: '/sign-up' }}
    >
      <Field
        label={t('auth.username')}
        name="username"
        value={username}
        onChange={setUsername}
        autoComplete="username"
        isRequired
        autoFocus
      />
      <Field
        label={t('auth.password')}
        name="password"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        isRequired
      />
    </AuthPage>
  );
}
