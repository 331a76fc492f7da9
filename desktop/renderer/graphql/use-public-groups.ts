import { useQuery } from '@apollo/client/react';
import { useApollo } from './apollo.ts';
import { graphql } from './generated/gql.ts';
import { usePaused } from './use-paused.ts';

const PUBLIC_GROUPS = graphql(`
  query PublicGroups($search: String!) {
    publicGroups(search: $search, first: 50) {
      edges {
        node {
          id
          name
          topic
          memberCount
          isMember
        }
      }
    }
  }
`);

export interface PublicGroupItem {
  readonly id: string;
  readonly name: string;
  readonly topic?: string | null;
  readonly memberCount: number;
  readonly isMember: boolean;
}

export interface PublicGroupsView {
  readonly status: 'loading' | 'ready' | 'error';
  readonly groups: readonly PublicGroupItem[];
}

/** Groups that everybody may join, by a part of their name or topic (CONV-1). */
export function usePublicGroups(query: string): PublicGroupsView {
  const search = usePaused(query.trim());
  const { data, previousData, error } = useQuery(PUBLIC_GROUPS, {
    client: useApollo(),
    variables: { search },
    fetchPolicy: 'network-only',
  });
  const shown = data ?? previousData;
  const waiting = error === undefined ? 'loading' : 'error';
  return { status: shown === undefined ? waiting : 'ready', groups: shown?.publicGroups.edges.map(({ node }) => node) ?? [] };
}
