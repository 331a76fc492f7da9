import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import type { Person } from '../../../sync/records.ts';
import { useShowPerson } from '../../graphql/person-card.ts';
import { usePresence } from '../../graphql/use-presence.ts';
import { useProfile } from '../../graphql/use-profile.ts';
import { shownStatus } from '../../lib/shown-status.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import styles from './person-card.module.css';

/** One person of a list; a press opens their card. `children`: what can be done at once. */
export function PersonRow({ person, children }: { person: Person; children?: ReactNode }): ReactNode {
  const showPerson = useShowPerson();
  const profile = useProfile(person.id);
  const status = shownStatus(usePresence(person.id));
  const name = profile?.displayName ?? person.displayName;
  const said = [profile?.statusEmoji, profile?.statusText ?? profile?.title].filter(Boolean).join(' ');
  return (
    <li className={styles.row}>
      <Button
        className={classNames(styles.person)}
        aria-label={t('person.show', { name })}
        onPress={() => showPerson({ type: 'card', person })}
      >
        <Avatar id={person.id} name={name} status={status} />
        <span className={styles.words}>
          <span className={styles.personName} dir="auto">
            {name}
          </span>
          <span className={styles.soft}> @{person.username}</span>
          {said !== '' && (
            <span className={styles.soft} dir="auto">
              {' '}
              · {said}
            </span>
          )}
        </span>
      </Button>
      {children}
    </li>
  );
}
