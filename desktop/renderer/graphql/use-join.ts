import { useMutation, useQuery } from '@apollo/client/react';
import { useCallback } from 'react';
import { useApollo } from './apollo.ts';
import { useSync } from './client-context.ts';
import { graphql } from './generated/gql.ts';

const INVITATION = graphql(`
  query Invitation($token: String!) {
    invitation(token: $token) {
      conversationId
      name
      topic
      memberCount
      isMember
      inviter {
        id
        displayName
      }
    }
  }
`);

const ACCEPT = graphql(`
  mutation AcceptInvitation($token: String!) {
    acceptInvitation(token: $token) {
      id
    }
  }
`);

const JOIN = graphql(`
  mutation JoinGroup($conversationId: ID!) {
    joinGroup(conversationId: $conversationId) {
      id
    }
  }
`);

export interface InvitationView {
  readonly conversationId: string;
  readonly name: string;
  readonly topic?: string | null;
  readonly memberCount: number;
  readonly isMember: boolean;
  readonly inviter: { readonly displayName: string };
}

/** What a link leads to; null for one that lets nobody in. */
export function useInvitation(token: string): { status: 'loading' | 'ready' | 'error'; invitation: InvitationView | null } {
  const { data, error } = useQuery(INVITATION, { client: useApollo(), variables: { token }, fetchPolicy: 'network-only' });
  const waiting = error === undefined ? 'loading' : 'error';
  return { status: data === undefined ? waiting : 'ready', invitation: data?.invitation ?? null };
}

/** Joins by a link or a public group; gives the conversation's id when it is held. Both reject with an `ApiError`. */
export function useJoin(): { accept(token: string): Promise<string>; join(conversationId: string): Promise<string> } {
  const sync = useSync();
  const client = useApollo();
  const [acceptInvitation] = useMutation(ACCEPT, { client });
  const [joinGroup] = useMutation(JOIN, { client });
  const accept = useCallback(
    async (token: string) => {
      const { data } = await acceptInvitation({ variables: { token } });
      return sync.adopt(data?.acceptInvitation.id ?? '');
    },
    [sync, acceptInvitation],
  );
  const join = useCallback(
    async (conversationId: string) => {
      await joinGroup({ variables: { conversationId } });
      return sync.adopt(conversationId);
    },
    [sync, joinGroup],
  );
  return { accept, join };
}
