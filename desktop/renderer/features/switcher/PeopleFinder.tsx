import { type ReactNode, useEffect } from 'react';
import type { Person } from '../../../sync/records.ts';
import { usePeopleSearch } from '../../graphql/use-people-search.ts';

interface PeopleFinderProps {
  query: string;
  onFound: (people: readonly Person[]) => void;
}

/** Asks the server for people by name and tells who is found; shows nothing itself. */
export function PeopleFinder({ query, onFound }: PeopleFinderProps): ReactNode {
  const { people } = usePeopleSearch(query);
  useEffect(() => onFound(people), [people, onFound]);
  return null;
}
