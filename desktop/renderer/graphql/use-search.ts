import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { hasFilters } from '../../sync/held-query.ts';
import { plainPieces } from '../lib/markdown/plain-pieces.ts';
import { useApollo } from './apollo.ts';
import { useSync } from './client-context.ts';
import { graphql } from './generated/gql.ts';
import type { SearchMessagesQuery } from './generated/graphql.ts';
import type { SearchOrder, SearchResultItem } from './search-result.ts';
import { useConnection } from './use-connection.ts';
import { useHeldSearch } from './use-held-search.ts';
import { usePaused } from './use-paused.ts';

export interface SearchView {
  /** `idle` for an empty query. */
  readonly status: 'idle' | 'loading' | 'ready' | 'error';
  readonly results: readonly SearchResultItem[];
  readonly hasMore: boolean;
  /** Only what this device holds was looked through, for there is no connection. */
  readonly isHeldOnly: boolean;
  readonly error?: Error;
  loadMore(): void;
  retry(): void;
}

const SEARCH = graphql(`
  query SearchMessages($query: String!, $order: SearchOrder!, $timeZone: String!, $after: String) {
    search(query: $query, order: $order, timeZone: $timeZone, first: 30, after: $after) {
      edges {
        cursor
        node {
          id
          conversationId
          seq
          threadRootSeq
          createdAt
          importedAt
          sender {
            id
            username
            displayName
          }
        }
        snippet {
          text
          isMatch
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

type Edge = SearchMessagesQuery['search']['edges'][number];

const toItem = ({ node, snippet }: Edge): SearchResultItem => ({
  id: node.id,
  conversationId: node.conversationId,
  seq: node.seq,
  ...(node.threadRootSeq !== null && { threadRootSeq: node.threadRootSeq }),
  sender: node.sender,
  createdAt: node.importedAt ?? node.createdAt,
  pieces: plainPieces(snippet),
});

/**
 * Messages that were said anywhere (SEARCH-1): by the server, or, without a connection, in what this device holds. Where the device answers as one
 * types (SEARCH-3), what it holds is shown until the server has answered.
 */
export function useSearch(query: string, order: SearchOrder): SearchView {
  const asked = query.trim();
  const settled = usePaused(asked);
  const isHeldOnly = useConnection().state === 'offline';
  const isHeldFirst = useSync().heldMessages.isQuick && !hasFilters(asked);
  const held = useHeldSearch(isHeldFirst ? asked : isHeldOnly ? settled : '', order);
  const server = useServerSearch({ asked, settled, order, isSkipped: isHeldOnly });
  const none = { ...server, results: [], hasMore: false, isHeldOnly };
  if (asked === '') return { ...none, status: 'idle' };
  if (isHeldOnly) return { ...none, status: held === null ? 'loading' : 'ready', results: held ?? [] };
  // Also where the server cannot be asked and the connection does not know yet.
  const isUnanswered = server.status === 'loading' || server.status === 'error';
  return isHeldFirst && isUnanswered && held !== null ? { ...none, status: 'loading', results: held } : { ...server, isHeldOnly };
}

interface ServerSearch {
  readonly asked: string;
  /** What is asked once the person pauses. */
  readonly settled: string;
  readonly order: SearchOrder;
  readonly isSkipped: boolean;
}

function useServerSearch({ asked, settled, order, isSkipped }: ServerSearch): Omit<SearchView, 'isHeldOnly'> {
  const { data, previousData, error, loading, fetchMore, refetch } = useQuery(SEARCH, {
    client: useApollo(),
    variables: { query: settled, order, timeZone },
    skip: settled === '' || isSkipped,
    fetchPolicy: 'network-only',
  });
  const shown = data ?? previousData;
  const results = useMemo(() => shown?.search.edges.map(toItem) ?? [], [shown]);
  const retry = () => void refetch();
  if (error !== undefined && !loading) return { status: 'error', results: [], hasMore: false, error, retry, loadMore: () => undefined };
  const pageInfo = shown?.search.pageInfo;
  return {
    // While the next answer is on its way, the last one stays: a list that empties with every key flickers.
    status: loading || settled !== asked ? 'loading' : 'ready',
    results,
    hasMore: pageInfo?.hasNextPage === true,
    retry,
    loadMore: () =>
      void fetchMore({
        variables: { after: pageInfo?.endCursor ?? null },
        updateQuery: (before, { fetchMoreResult }) => ({
          search: { ...fetchMoreResult.search, edges: [...before.search.edges, ...fetchMoreResult.search.edges] },
        }),
      }).catch(() => undefined),
  };
}
