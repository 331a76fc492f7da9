import { type ReactNode, useState } from 'react';
import { useInvitations } from '../../graphql/use-invitations.ts';
import { explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { useToasts } from '../../ui/ToastProvider.tsx';
import styles from './details-panel.module.css';
import { InvitationList } from './InvitationList.tsx';

interface InvitationDialogProps {
  conversationId: string;
  title: string;
  onClose: () => void;
}

const expiries = [
  { value: '24', label: t('invite.expiry.day') },
  { value: '168', label: t('invite.expiry.week') },
  { value: '', label: t('invite.expiry.never') },
] as const;

const uses = [
  { value: '1', label: t('invite.uses.one') },
  { value: '10', label: t('invite.uses.ten') },
  { value: '', label: t('invite.uses.any') },
] as const;

const toNumber = (value: string) => (value === '' ? null : Number(value));

/** Makes links by which people join a group, shows each once, and ends them (CONV-1). */
export function InvitationDialog({ conversationId, title, onClose }: InvitationDialogProps): ReactNode {
  const { status, invitations, create, revoke } = useInvitations(conversationId);
  const toasts = useToasts();
  const [expiry, setExpiry] = useState<(typeof expiries)[number]['value']>('168');
  const [limit, setLimit] = useState<(typeof uses)[number]['value']>('');
  const [url, setUrl] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function make() {
    setIsPending(true);
    setProblem(undefined);
    try {
      setUrl(await create({ expiresInHours: toNumber(expiry), maxUses: toNumber(limit) }));
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
    <Dialog title={t('invite.title', { title })} onClose={onClose}>
      <div className={styles.fields}>
        <p className={styles.subtitle}>{t('invite.hint')}</p>
        <div className={styles.limits}>
          <Select label={t('invite.expiry')} value={expiry} options={expiries} onChange={setExpiry} />
          <Select label={t('invite.uses')} value={limit} options={uses} onChange={setLimit} />
        </div>
        <Button icon="link" tone="primary" isWide isPending={isPending} onPress={() => void make()}>
          {t('invite.create')}
        </Button>
        {problem !== undefined && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        {url !== undefined && (
          <div className={styles.links} role="status">
            <Field label={t('invite.link')} name="link" value={url} onChange={() => undefined} hint={t('invite.once')} />
            <Button icon="copy" isWide onPress={() => void copy()}>
              {t('invite.copy')}
            </Button>
          </div>
        )}
        <InvitationList status={status} invitations={invitations} onRevoke={revoke} />
      </div>
    </Dialog>
  );
}
