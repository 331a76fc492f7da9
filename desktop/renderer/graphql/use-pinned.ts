import { useQuery } from '@apollo/client/react';
import { useEffect, useMemo } from 'react';
import type { MessageRef } from '../../sync/quotes.ts';
import { useApollo } from './apollo.ts';
import { useSync } from './client-context.ts';
import { graphql } from './generated/gql.ts';

const PINNED = graphql(`
  query PinnedMessages($id: ID!) {
    conversation(id: $id) {
      id
      pinnedMessages(first: 50) {
        edges {
          node {
            id
            seq
          }
        }
      }
    }
  }
`);

/** The pinned messages of a conversation, pinned last first (MSG-2); asked for when they are shown, and again when one is pinned or unpinned. */
export function usePinned(conversationId: string): readonly MessageRef[] {
  const { replica } = useSync();
  const { data, refetch } = useQuery(PINNED, { client: useApollo(), variables: { id: conversationId } });
  const pinned = useMemo(() => data?.conversation?.pinnedMessages.edges.map(({ node }) => node) ?? [], [data]);
  useEffect(() => {
    const ids = new Set(pinned.map(({ id }) => id));
    return replica.onMessagesChanged((changedId, messages) => {
      const isMoved = messages.some(({ id, pinnedAt }) => (pinnedAt !== null) !== ids.has(id));
      if (changedId === conversationId && isMoved) void refetch().catch(() => undefined);
    });
  }, [replica, conversationId, pinned, refetch]);
  return pinned;
}
