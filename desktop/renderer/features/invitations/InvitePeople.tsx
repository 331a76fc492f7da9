import { type ReactNode, useState } from 'react';
import { useWelcome } from '../../graphql/use-welcome.ts';
import { useWorkspaceInvitations } from '../../graphql/use-workspace-invitations.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { useToasts } from '../../ui/ToastProvider.tsx';
import styles from './invitations.module.css';
import { PeopleLinks } from './PeopleLinks.tsx';

const DAY_MS = 24 * 60 * 60_000;

const expiries = [
  { value: '1', label: t('invite.expiry.day') },
  { value: '7', label: t('invite.expiry.week') },
  { value: '', label: t('invite.expiry.never') },
] as const;

const uses = [
  { value: '1', label: t('invite.uses.one') },
  { value: '10', label: t('invite.uses.ten') },
  { value: '', label: t('invite.uses.any') },
] as const;

const hints = { OPEN: 'invitePeople.open', INVITATION: 'invitePeople.invitation', CLOSED: 'invitePeople.closed' } as const;

const inDays = (days: string) => (days === '' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString());

/** Makes links by which people make an account here, shows each once, and ends them (ID-1). */
export function InvitePeople(): ReactNode {
  const registration = useWelcome()?.registration;
  const { status, invitations, create, revoke } = useWorkspaceInvitations();
  const toasts = useToasts();
  const [expiry, setExpiry] = useState<(typeof expiries)[number]['value']>('7');
  const [limit, setLimit] = useState<(typeof uses)[number]['value']>('1');
  const [url, setUrl] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function make() {
    setIsPending(true);
    setProblem(undefined);
    try {
      setUrl(await create({ expiresAt: inDays(expiry), maxUses: limit === '' ? null : Number(limit) }));
    } catch (error) {
      setProblem(explainError(error));
    }
    setIsPending(false);
  }

  async function copy() {
    await navigator.clipboard.writeText(url ?? '');
    toasts.show({ text: t('invite.copied') });
  }

  return (
    <section className={styles.section} aria-labelledby="invite-people">
      <h3 id="invite-people">{t('invitePeople.title')}</h3>
      {registration !== undefined && <p className={styles.soft}>{t(hints[registration])}</p>}
      {registration !== 'CLOSED' && (
        <>
          <div className={styles.limits}>
            <Select label={t('invite.expiry')} value={expiry} options={expiries} onChange={setExpiry} />
            <Select label={t('invite.uses')} value={limit} options={uses} onChange={setLimit} />
          </div>
          <div>
            <Button icon="link" tone="primary" isPending={isPending} onPress={() => void make()}>
              {t('invite.create')}
            </Button>
          </div>
        </>
      )}
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {url !== undefined && (
        <div className={styles.link} role="status">
          <Field label={t('invite.link')} name="link" value={url} onChange={() => undefined} hint={t('invite.once')} />
          <Button icon="copy" onPress={() => void copy()}>
            {t('invite.copy')}
          </Button>
        </div>
      )}
      <PeopleLinks status={status} invitations={invitations} onRevoke={revoke} />
    </section>
  );
}
