import { type ReactNode, useId } from 'react';
import { useNavigate } from 'react-router';
import { useHost } from '../../graphql/host-context.ts';
import { useSession } from '../../graphql/use-session.ts';
import { useStartDirect } from '../../graphql/use-start-direct.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useToasts } from '../../ui/ToastProvider.tsx';
import styles from './first-steps.module.css';
import { type Step, useFirstSteps } from './use-first-steps.ts';

const icons = { profile: 'person', invite: 'personAdd', group: 'group', note: 'note' } as const;

/** What somebody new may do first, until it is done or sent away. */
export function FirstSteps({ onNew }: { onNew: () => void }): ReactNode {
  const { isShown, steps, done, dismiss } = useFirstSteps();
  const { viewer } = useSession();
  const { serverUrl } = useHost();
  const startDirect = useStartDirect();
  const navigate = useNavigate();
  const toasts = useToasts();
  const headingId = useId();

  async function invite() {
    if (viewer?.role === 'OWNER') await navigate('/settings/people');
    else await copyAddress();
    done('invite');
  }

  async function copyAddress() {
    await navigator.clipboard.writeText(new URL('/sign-up', serverUrl).href);
    toasts.show({ text: t('first.inviteCopied') });
  }

  async function writeNote() {
    if (viewer !== undefined) await navigate(`/c/${await startDirect(viewer.id)}`);
  }

  const actions: Readonly<Record<Step, () => void | Promise<void>>> = {
    profile: () => {
      done('profile');
      void navigate('/settings/profile');
    },
    invite,
    group: onNew,
    note: writeNote,
  };

  async function take(step: Step) {
    try {
      await actions[step]();
    } catch (error) {
      toasts.show({ text: explainError(error) });
    }
  }

  if (!isShown) return null;
  return (
    <section className={styles.card} aria-labelledby={headingId}>
      <header className={styles.header}>
        <h3 id={headingId}>{t('first.title')}</h3>
        <IconButton icon="close" size="small" label={t('first.dismiss')} onPress={dismiss} />
      </header>
      <ol>
        {steps.map(({ step, isDone }) => (
          <li key={step}>
            <button type="button" className={styles.step} data-done={isDone} onClick={() => void take(step)}>
              <span className={styles.sign}>
                <Icon name={isDone ? 'check' : icons[step]} />
              </span>
              <span className={styles.words}>
                <span className={styles.name}>
                  {t(`first.${step}`)}
                  {isDone && <span className="visually-hidden">, {t('first.done')}</span>}
                </span>
                <span className={styles.hint}>{t(`first.${step}Hint`)}</span>
              </span>
              <Icon name="forward" size="small" />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
