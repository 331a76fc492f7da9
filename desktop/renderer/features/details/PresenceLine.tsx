import type { ReactNode } from 'react';
import { usePresence } from '../../graphql/use-presence.ts';
import { presenceText } from '../../lib/presence-text.ts';
import { useMinute } from '../../ui/use-minute.ts';
import styles from './details-panel.module.css';

/** Whether the person is here, where or since when; nothing where one may not know (PRESENCE-3). */
export function PresenceLine({ userId }: { userId: string }): ReactNode {
  const presence = usePresence(userId);
  const now = useMinute();
  const text = presence && presenceText(presence, now);
  return text === undefined ? null : <p className={styles.subtitle}>{text}</p>;
}
