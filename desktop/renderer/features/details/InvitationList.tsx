import type { ReactNode } from 'react';
import type { InvitationsView } from '../../graphql/use-invitations.ts';
import { explainError } from '../../lib/explain-error.ts';
import { dayLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { useToasts } from '../../ui/ToastProvider.tsx';
import { useToday } from '../../ui/use-today.ts';
import styles from './details-panel.module.css';

interface InvitationListProps extends Pick<InvitationsView, 'status' | 'invitations'> {
  onRevoke: InvitationsView['revoke'];
}

/** The links to a group that let people in, with a way to end each. */
export function InvitationList({ status, invitations, onRevoke }: InvitationListProps): ReactNode {
  const toasts = useToasts();
  const today = useToday();
  if (status === 'error') return <p className={styles.problem}>{t('invite.error')}</p>;
  return (
    <section className={styles.links} aria-labelledby="links" aria-busy={status === 'loading'}>
      <h3 id="links" className={styles.heading}>
        {t('invite.list')}
      </h3>
      {invitations.length === 0 && status === 'ready' && <p className={styles.subtitle}>{t('invite.none')}</p>}
      <ul className={styles.links}>
        {invitations.map(({ id, createdAt, createdBy, useCount }) => {
          const made = { name: createdBy.displayName, when: dayLabel(new Date(createdAt), today) };
          return (
            <li key={id} className={styles.linkRow}>
              <span className={styles.linkWords}>
                {t('invite.by', made)}
                <span className={styles.note}> · {t('invite.used', { count: useCount })}</span>
              </span>
              <Button
                size="small"
                tone="dangerQuiet"
                label={t('invite.revokeLabel', made)}
                onPress={() => void onRevoke(id).catch((error: unknown) => toasts.show({ text: explainError(error) }))}
              >
                {t('invite.revoke')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
