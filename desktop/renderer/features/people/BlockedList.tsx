import { type ReactNode, useId } from 'react';
import { usePeople } from '../../graphql/use-people.ts';
import { t } from '../../lib/translate.ts';
import { BlockButton } from './BlockButton.tsx';
import { PersonRow } from './PersonRow.tsx';
import styles from './person-card.module.css';
import { useAct } from './use-act.ts';

/** Whom the viewer has blocked, with the way back (PEOPLE-3). */
export function BlockedList(): ReactNode {
  const headingId = useId();
  const { blocked } = usePeople();
  const { problem, run } = useAct();
  return (
    <section className={styles.blocked} aria-labelledby={headingId}>
      <h3 id={headingId}>{t('people.blocked')}</h3>
      <p className={styles.soft}>{blocked.length === 0 ? t('people.nobodyBlocked') : t('people.blockedHint')}</p>
      <ul>
        {blocked.map((person) => (
          <PersonRow key={person.id} person={person}>
            <BlockButton person={person} run={run} />
          </PersonRow>
        ))}
      </ul>
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
