import type { ReactNode } from 'react';
import type { WorkspaceInvitationItem, WorkspaceInvitationsView } from '../../graphql/use-workspace-invitations.ts';
import { explainError } from '../../lib/explain-error.ts';
import { agoLabel, dayLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useToasts } from '../../ui/ToastProvider.tsx';
import { useToday } from '../../ui/use-today.ts';
import styles from './invitations.module.css';

interface PeopleLinksProps extends Pick<WorkspaceInvitationsView, 'status' | 'invitations'> {
  onRevoke: WorkspaceInvitationsView['revoke'];
}

const usedText = ({ useCount, maxUses }: WorkspaceInvitationItem) =>
  maxUses == null
    ? t('invitePeople.used', { count: useCount })
    : t('invitePeople.usedOf', { used: String(useCount), max: String(maxUses) });

/** The links to this server that still let people in, with a way to end each. */
export function PeopleLinks({ status, invitations, onRevoke }: PeopleLinksProps): ReactNode {
  const toasts = useToasts();
  const today = useToday();
  if (status === 'error') return <Notice icon="alert" title={t('invite.error')} role="alert" />;
  return (
    <>
      <h4 className={styles.heading}>{t('invite.list')}</h4>
      {invitations.length === 0 && status === 'ready' && <p className={styles.soft}>{t('invite.none')}</p>}
      <ul className={styles.card} aria-busy={status === 'loading'}>
        {invitations.map((invitation) => {
          const { id, createdAt, expiresAt } = invitation;
          const when = agoLabel(new Date(createdAt), new Date());
          return (
            <li key={id} className={styles.row}>
              <span className={styles.words}>
                {t('invitePeople.made', { when })}
                <span className={styles.soft}>
                  {' · '}
                  {expiresAt == null ? t('invitePeople.forever') : t('invitePeople.until', { when: dayLabel(new Date(expiresAt), today) })}
                  {' · '}
                  {usedText(invitation)}
                </span>
              </span>
              <Button
                size="small"
                tone="dangerQuiet"
                label={t('invitePeople.revokeLabel', { when })}
                onPress={() => void onRevoke(id).catch((error: unknown) => toasts.show({ text: explainError(error) }))}
              >
                {t('invite.revoke')}
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
