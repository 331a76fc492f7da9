import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import type { Person } from '../../../sync/records.ts';
import { useShowPerson } from '../../graphql/person-card.ts';
import { StatusEmoji } from '../../graphql/StatusEmoji.tsx';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './message-row.module.css';
import { useRowTabIndex } from './row-stops.ts';

/** Who wrote a message, and what they are at; a press shows their card. */
export function SenderName({ sender }: { sender: Person }): ReactNode {
  const showPerson = useShowPerson();
  const isStop = useRowTabIndex() === 0;
  return (
    <>
      <Button
        className={classNames(styles.name)}
        aria-label={t('person.show', { name: sender.displayName })}
        excludeFromTabOrder={!isStop}
        onPress={() => showPerson({ type: 'card', person: sender })}
      >
        <bdi>{sender.displayName}</bdi>
      </Button>
      <StatusEmoji userId={sender.id} />
    </>
  );
}
