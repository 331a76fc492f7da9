import type { ReactNode } from 'react';
import type { ScheduledItem } from '../../graphql/use-scheduled.ts';
import { momentLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './schedule-dialog.module.css';

interface ScheduledListProps {
  scheduled: readonly ScheduledItem[];
  onCancel: (id: string) => void;
}

/** What waits for its time in a conversation; nothing where nothing waits. */
export function ScheduledList({ scheduled, onCancel }: ScheduledListProps): ReactNode {
  if (scheduled.length === 0) return null;
  return (
    <section>
      <h3 className={styles.label}>{t('schedule.waiting')}</h3>
      <ul>
        {scheduled.map(({ id, text, sendAt, refusal }) => (
          <li key={id} className={styles.waiting}>
            <span className={styles.text} dir="auto">
              {text}
            </span>
            <span className={styles.note}>{refusal === undefined ? momentLabel(new Date(sendAt), new Date()) : t('schedule.refused')}</span>
            <IconButton icon="trash" size="small" label={t('schedule.cancel', { text: text.slice(0, 40) })} onPress={() => onCancel(id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
