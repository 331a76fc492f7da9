import { type ReactNode, useState } from 'react';
import type { Person } from '../../../sync/records.ts';
import { usePeopleSearch } from '../../graphql/use-people-search.ts';
import { t } from '../../lib/translate.ts';
import { Notice } from '../../ui/Notice.tsx';
import { SearchList } from '../../ui/SearchList.tsx';

interface PeoplePickerProps {
  onPick: (person: Person) => void;
  /** What is said about a person beside the username; chosen ones carry a tick. */
  stateOf?: (person: Person) => { isChosen?: boolean; isDisabled?: boolean; name?: string; detail?: string };
}

function NoPeople({ query, status }: { query: string; status: string }): ReactNode {
  if (status === 'error') return <Notice icon="alert" title={t('new.searchError')} role="alert" />;
  if (query === '') return <Notice icon="search" title={t('new.hint')} />;
  if (status === 'loading') return null;
  return <Notice icon="person" title={t('new.nobody', { query })} role="status" />;
}

/** Finds colleagues by name or username. */
export function PeoplePicker({ onPick, stateOf }: PeoplePickerProps): ReactNode {
  const [query, setQuery] = useState('');
  const { status, people } = usePeopleSearch(query);
  const items = people.map((person) => ({
    id: person.id,
    name: person.displayName,
    detail: `@${person.username}`,
    ...stateOf?.(person),
  }));

  function pick(id: string) {
    const person = people.find((candidate) => candidate.id === id);
    if (person) onPick(person);
  }

  return (
    <SearchList
      label={t('new.search')}
      placeholder={t('new.searchPlaceholder')}
      query={query}
      onQueryChange={setQuery}
      sections={[{ id: 'people', items }]}
      onPick={pick}
      empty={<NoPeople query={query.trim()} status={status} />}
    />
  );
}
