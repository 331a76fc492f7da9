import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import type { Person } from '../../sync/records.ts';
import { useApollo } from './apollo.ts';
import { graphql } from './generated/gql.ts';
import { usePaused } from './use-paused.ts';

export interface PeopleSearchView {
  readonly status: 'idle' | 'loading' | 'ready' | 'error';
  readonly people: readonly Person[];
  readonly error?: Error;
}

const PEOPLE = graphql(`
  query People($search: String!) {
    people(search: $search, first: 20) {
      edges {
        node {
          id
          username
          displayName
        }
      }
    }
  }
`);

const NOBODY: readonly Person[] = [];

/** People by name or username; waits for a pause in typing and drops answers that are no longer asked for. `idle` for an empty query. */
export function usePeopleSearch(query: string): PeopleSearchView {
  const search = query.trim();
  const settled = usePaused(search);
  const { data, previousData, error, loading } = useQuery(PEOPLE, {
    client: useApollo(),
    variables: { search: settled },
    skip: settled === '',
  });
  const shown = data ?? previousData;
  const people = useMemo(() => shown?.people.edges.map(({ node }) => node) ?? NOBODY, [shown]);
  if (search === '') return { status: 'idle', people: NOBODY };
  if (error !== undefined && !loading) return { status: 'error', people: NOBODY, error };
  // While the next answer is on its way, the last one stays: a list that empties with every key flickers.
  return { status: loading || settled !== search ? 'loading' : 'ready', people };
}
