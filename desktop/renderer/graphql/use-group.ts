import { useMutation } from '@apollo/client/react';
import { useMemo } from 'react';
import { graphql } from './generated/gql.ts';
import type { SetMemberRoleInput, UpdateGroupInput } from './generated/graphql.ts';

const UPDATE_GROUP = graphql(`
  mutation UpdateGroup($input: UpdateGroupInput!) {
    updateGroup(input: $input) {
      id
    }
  }
`);

const SET_ROLE = graphql(`
  mutation SetMemberRole($input: SetMemberRoleInput!) {
    setMemberRole(input: $input) {
      id
    }
  }
`);

const TRANSFER = graphql(`
  mutation TransferOwnership($conversationId: ID!, $userId: ID!) {
    transferOwnership(conversationId: $conversationId, userId: $userId) {
      id
    }
  }
`);

/** What is done to a group; what changed comes as events. All reject with an `ApiError`. */
export interface GroupDeeds {
  update(changes: Omit<UpdateGroupInput, 'conversationId'>): Promise<void>;
  setRole(userId: string, role: SetMemberRoleInput['role']): Promise<void>;
  transfer(userId: string): Promise<void>;
}

/** Changes a group and the roles in it (CONV-2). */
export function useGroup(conversationId: string): GroupDeeds {
  const [updateGroup] = useMutation(UPDATE_GROUP);
  const [setMemberRole] = useMutation(SET_ROLE);
  const [transferOwnership] = useMutation(TRANSFER);
  return useMemo(
    () => ({
      async update(changes) {
        await updateGroup({ variables: { input: { ...changes, conversationId } } });
      },
      async setRole(userId, role) {
        await setMemberRole({ variables: { input: { conversationId, userId, role } } });
      },
      async transfer(userId) {
        await transferOwnership({ variables: { conversationId, userId } });
      },
    }),
    [conversationId, updateGroup, setMemberRole, transferOwnership],
  );
}
