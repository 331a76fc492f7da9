import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import type { Person } from '../../../sync/records.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './people.module.css';

interface ChosenPeopleProps {
  people: readonly Person[];
  onRemove: (person: Person) => void;
}

/** Who was chosen so far; a press takes one out again. */
export function ChosenPeople({ people, onRemove }: ChosenPeopleProps): ReactNode {
  if (people.length === 0) return null;
  return (
    <ul className={styles.chosen} aria-label={t('new.chosen', { count: people.length })}>
      {people.map((person) => (
        <li key={person.id}>
          <Button
            className={classNames(styles.chip)}
            aria-label={t('new.removeChosen', { name: person.displayName })}
            onPress={() => onRemove(person)}
          >
            <Avatar id={person.id} name={person.displayName} size="tiny" />
            <span className={styles.chipName}>{person.displayName}</span>
            <Icon name="close" size="small" />
          </Button>
        </li>
      ))}
    </ul>
  );
}
