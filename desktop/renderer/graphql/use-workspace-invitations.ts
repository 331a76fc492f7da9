import { useMutation, useQuery } from '@apollo/client/react';
import { useCallback } from 'react';
import { useApollo } from './apollo.ts';
import { graphql } from './generated/gql.ts';

const INVITATIONS = graphql(`
  query WorkspaceInvitations {
    workspaceInvitations {
      id
      createdAt
      expiresAt
      maxUses
      useCount
    }
  }
`);

const CREATE = graphql(`
  mutation CreateWorkspaceInvitation($input: CreateWorkspaceInvitationInput!) {
    createWorkspaceInvitation(input: $input) {
      url
    }
  }
`);

const REVOKE = graphql(`
  mutation RevokeWorkspaceInvitation($id: ID!) {
    revokeWorkspaceInvitation(id: $id)
  }
`);

const PREVIEW = graphql(`
  query WorkspaceInvitation($token: String!) {
    workspaceInvitation(token: $token) {
      workspace
      inviterName
      state
    }
  }
`);

export interface WorkspaceInvitationItem {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt?: string | null;
  readonly maxUses?: number | null;
  readonly useCount: number;
}

export interface WorkspaceInvitationsView {
  readonly status: 'loading' | 'ready' | 'error';
  readonly invitations: readonly WorkspaceInvitationItem[];
  /** Makes a link and gives it; rejects with an `ApiError`. */
  create(limits: { readonly expiresAt: string | null; readonly maxUses: number | null }): Promise<string>;
  /** Rejects with an `ApiError`. */
  revoke(id: string): Promise<void>;
}

/** The links by which people make an account here, for who may invite (ID-1). */
export function useWorkspaceInvitations(): WorkspaceInvitationsView {
  const client = useApollo();
  const { data, error, refetch } = useQuery(INVITATIONS, { client, fetchPolicy: 'network-only' });
  const [createInvitation] = useMutation(CREATE, { client });
  const [revokeInvitation] = useMutation(REVOKE, { client });
  const create = useCallback<WorkspaceInvitationsView['create']>(
    async (limits) => {
      const made = await createInvitation({ variables: { input: limits } });
      await refetch();
      return made.data?.createWorkspaceInvitation.url ?? '';
    },
    [createInvitation, refetch],
  );
  const revoke = useCallback<WorkspaceInvitationsView['revoke']>(
    async (id) => {
      await revokeInvitation({ variables: { id } });
      await refetch();
    },
    [revokeInvitation, refetch],
  );
  const waiting = error === undefined ? 'loading' : 'error';
  return { status: data === undefined ? waiting : 'ready', invitations: data?.workspaceInvitations ?? [], create, revoke };
}

export interface WorkspacePreview {
  readonly workspace: string;
  readonly inviterName: string;
  readonly state: 'WORKS' | 'EXPIRED' | 'USED_UP' | 'REVOKED' | 'CLOSED';
}

export interface WorkspacePreviewView {
  readonly status: 'loading' | 'ready' | 'error';
  /** Null for a link that nobody made. */
  readonly invitation: WorkspacePreview | null;
  /** Asks again: what it said may have changed. */
  refresh(): void;
}

/** Who invites by a link, for somebody without an account. */
export function useWorkspacePreview(token: string): WorkspacePreviewView {
  const { data, error, refetch } = useQuery(PREVIEW, { client: useApollo(), variables: { token }, fetchPolicy: 'network-only' });
  const refresh = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  const waiting = error === undefined ? 'loading' : 'error';
  return { status: data === undefined ? waiting : 'ready', invitation: data?.workspaceInvitation ?? null, refresh };
}
