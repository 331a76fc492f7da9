import type { ReactNode } from 'react';
import type { Person } from '../../../sync/records.ts';
import { useShowPerson } from '../../graphql/person-card.ts';
import { StatusEmoji } from '../../graphql/StatusEmoji.tsx';
import { t } from '../../lib/translate.ts';
import styles from './message-row.module.css';
import { useRowTabIndex } from './row-stops.ts';

/** Who wrote a message, and what they are at; a press shows their card. */
export function SenderName({ sender }: { sender: Person }): ReactNode {
  const showPerson = useShowPerson();
  const tabIndex = useRowTabIndex();
  return (
    <>
      <button
        type="button"
        className={styles.name}
        aria-label={t('person.show', { name: sender.displayName })}
        tabIndex={tabIndex}
        onClick={() => showPerson({ type: 'card', person: sender })}
      >
        <bdi>{sender.displayName}</bdi>
      </button>
      <StatusEmoji userId={sender.id} />
    </>
  );
}
