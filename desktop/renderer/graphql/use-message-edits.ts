import { useQuery } from '@apollo/client/react';
import { useApollo } from './apollo.ts';
import { graphql } from './generated/gql.ts';

export interface MessageEditsView {
  readonly status: 'loading' | 'ready' | 'error';
  /** What it said before, the oldest first. */
  readonly edits: readonly { readonly text: string; readonly writtenAt: string }[];
}

const EDITS = graphql(`
  query MessageEdits($conversationId: ID!, $messageId: ID!) {
    messageEdits(conversationId: $conversationId, messageId: $messageId) {
      text
      writtenAt
    }
  }
`);

/** The texts that a message had before (MSG-2), asked for when somebody wants to see them. */
export function useMessageEdits(conversationId: string, messageId: string): MessageEditsView {
  const { data, error } = useQuery(EDITS, { client: useApollo(), variables: { conversationId, messageId }, fetchPolicy: 'network-only' });
  const pending = error === undefined ? 'loading' : 'error';
  return { status: data === undefined ? pending : 'ready', edits: data?.messageEdits ?? [] };
}
