import type { ReactNode } from 'react';
import { useVerified } from '../../graphql/use-verified.ts';
import { agoLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { useMinute } from '../../ui/use-minute.ts';
import styles from './details-panel.module.css';

/** Up to where what this device holds is known to be what the server has; nothing as long as it is not known. */
export function VerifiedLine({ conversationId }: { conversationId: string }): ReactNode {
  const verified = useVerified(conversationId);
  const now = useMinute();
  if (verified === null) return null;
  return (
    <p className={styles.verified}>
      <span>{t('details.verified', { count: verified.seq, when: agoLabel(new Date(verified.at), now) })}</span>
      <span>{t('details.verifiedHint')}</span>
    </p>
  );
}
