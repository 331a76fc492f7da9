import { useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { useApollo } from './apollo.ts';
import { graphql } from './generated/gql.ts';

const CHANGE_PASSWORD = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input)
  }
`);

/** Changes the viewer's password and ends their other sessions (ID-1). The function rejects with an `ApiError`. */
export function useChangePassword(): (input: { currentPassword: string; newPassword: string }) => Promise<void> {
  const [changePassword] = useMutation(CHANGE_PASSWORD, { client: useApollo() });
  return useCallback(
    async (input) => {
      await changePassword({ variables: { input } });
    },
    [changePassword],
  );
}
