import type { ParleyClient } from '../../sync/client.ts';
import { apolloOf } from './apollo.ts';
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

/** The changes of a group, sent as the viewer (CONV-2). */
export function groupDeeds(client: ParleyClient | null, conversationId: string): GroupDeeds {
  const apollo = apolloOf(client);
  return {
    async update(changes) {
      await apollo.mutate({ mutation: UPDATE_GROUP, variables: { input: { ...changes, conversationId } } });
    },
    async setRole(userId, role) {
      await apollo.mutate({ mutation: SET_ROLE, variables: { input: { conversationId, userId, role } } });
    },
    async transfer(userId) {
      await apollo.mutate({ mutation: TRANSFER, variables: { conversationId, userId } });
    },
  };
}
