import { useQuery } from '@apollo/client/react';
import { graphql } from './generated/gql.ts';

export interface WelcomeView {
  /** Nobody has an account yet: the first one becomes the owner. */
  readonly isNew: boolean;
  readonly mayRegister: boolean;
}

const WELCOME = graphql(`
  query Welcome {
    welcome {
      isNew
      mayRegister
    }
  }
`);

/** What the server says to somebody who has not signed in; undefined until it is known, and while the server is out of reach. */
export function useWelcome(): WelcomeView | undefined {
  return useQuery(WELCOME, { fetchPolicy: 'network-only' }).data?.welcome;
}
