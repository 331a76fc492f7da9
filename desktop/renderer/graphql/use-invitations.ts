import { useMutation, useQuery } from '@apollo/client/react';
import { useCallback } from 'react';
import { useApollo } from './apollo.ts';
import { graphql } from './generated/gql.ts';

const INVITATIONS = graphql(`
  query Invitations($conversationId: ID!) {
    invitations(conversationId: $conversationId) {
      id
      createdAt
      expiresAt
      maxUses
      useCount
      createdBy {
        id
        displayName
      }
    }
  }
`);

const CREATE = graphql(`
  mutation CreateInvitation($input: CreateInvitationInput!) {
    createInvitation(input: $input) {
      url
    }
  }
`);

const REVOKE = graphql(`
  mutation RevokeInvitation($id: ID!) {
    revokeInvitation(id: $id)
  }
`);

export interface InvitationItem {
  readonly id: string;
  readonly createdAt: string;
  readonly useCount: number;
  readonly createdBy: { readonly displayName: string };
}

export interface InvitationsView {
  readonly status: 'loading' | 'ready' | 'error';
  readonly invitations: readonly InvitationItem[];
  /** Makes a link and gives it; rejects with an `ApiError`. */
  create(limits: { expiresInHours: number | null; maxUses: number | null }): Promise<string>;
  /** Rejects with an `ApiError`. */
  revoke(id: string): Promise<void>;
}

/** The links by which people join a group (CONV-1). */
export function useInvitations(conversationId: string): InvitationsView {
  const client = useApollo();
  const { data, error, refetch } = useQuery(INVITATIONS, { client, variables: { conversationId }, fetchPolicy: 'network-only' });
  const [createInvitation] = useMutation(CREATE, { client });
  const [revokeInvitation] = useMutation(REVOKE, { client });
  const create = useCallback<InvitationsView['create']>(
    async (limits) => {
      const made = await createInvitation({ variables: { input: { conversationId, ...limits } } });
      await refetch();
      return made.data?.createInvitation.url ?? '';
    },
    [conversationId, createInvitation, refetch],
  );
  const revoke = useCallback<InvitationsView['revoke']>(
    async (id) => {
      await revokeInvitation({ variables: { id } });
      await refetch();
    },
    [revokeInvitation, refetch],
  );
  const waiting = error === undefined ? 'loading' : 'error';
  return { status: data === undefined ? waiting : 'ready', invitations: data?.invitations ?? [], create, revoke };
}
