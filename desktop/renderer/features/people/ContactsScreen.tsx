import type { ReactNode } from 'react';
import type { Person } from '../../../sync/records.ts';
import { usePeople } from '../../graphql/use-people.ts';
import { t } from '../../lib/translate.ts';
import { Notice } from '../../ui/Notice.tsx';
import { ContactButtons } from './ContactButtons.tsx';
import { PersonRow } from './PersonRow.tsx';
import styles from './person-card.module.css';
import { type Run, useAct } from './use-act.ts';

interface PeopleListProps {
  title: string;
  people: readonly Person[];
  /** Where what can be done about each is offered at once. */
  run?: Run;
}

function PeopleList({ title, people, run }: PeopleListProps): ReactNode {
  if (people.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {people.map((person) => (
          <PersonRow key={person.id} person={person}>
            {run !== undefined && <ContactButtons userId={person.id} run={run} />}
          </PersonRow>
        ))}
      </ul>
    </section>
  );
}

/** Who asks to be a contact, who is one, and who was asked (PEOPLE-2). */
export function ContactsScreen(): ReactNode {
  const { contacts, requests, asked } = usePeople();
  const { problem, run } = useAct();
  if (contacts.length + requests.length + asked.length === 0) {
    return <Notice icon="group" title={t('people.empty')} hint={t('people.emptyHint')} />;
  }
  return (
    <div className={styles.screen}>
      <div className={styles.lists}>
        {problem !== undefined && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <PeopleList title={t('people.requests')} people={requests} run={run} />
        <PeopleList title={t('people.contacts')} people={contacts} />
        <PeopleList title={t('people.sent')} people={asked} run={run} />
      </div>
    </div>
  );
}
