import { useQuery } from '@apollo/client/react';
import { useApollo } from './apollo.ts';
import { graphql } from './generated/gql.ts';

export interface WelcomeView {
  /** Nobody has an account yet: the first one becomes the owner. */
  readonly isNew: boolean;
  /** Without an invitation. */
  readonly mayRegister: boolean;
  readonly registration: 'OPEN' | 'INVITATION' | 'CLOSED';
}

const WELCOME = graphql(`
  query Welcome {
    welcome {
      isNew
      mayRegister
      registration
    }
  }
`);

/** What the server says to somebody who has not signed in; undefined until it is known, and while the server is out of reach. */
export function useWelcome(): WelcomeView | undefined {
  return useQuery(WELCOME, { client: useApollo(), fetchPolicy: 'network-only' }).data?.welcome;
}
