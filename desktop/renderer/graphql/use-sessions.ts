import { useMutation, useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { useApollo } from './apollo.ts';
import { graphql } from './generated/gql.ts';
import type { SessionItem } from './session-item.ts';

export interface SessionsView {
  readonly status: 'loading' | 'ready' | 'error';
  readonly sessions: readonly SessionItem[];
  readonly error?: Error;
  /** Both reject with an `ApiError`. */
  end(sessionId: string): Promise<void>;
  endOthers(): Promise<void>;
}

const SESSIONS = graphql(`
  query Sessions {
    viewer {
      id
      sessions {
        id
        device
        address
        createdAt
        lastSeenAt
        current
      }
    }
  }
`);

const END_SESSION = graphql(`
  mutation EndSession($sessionId: ID!) {
    endSession(sessionId: $sessionId)
  }
`);

const END_OTHERS = graphql(`
  mutation EndOtherSessions {
    endOtherSessions
  }
`);

/** Where the viewer is signed in (ID-3). */
export function useSessions(): SessionsView {
  const client = useApollo();
  const { data, error, refetch } = useQuery(SESSIONS, { client });
  const [endSession] = useMutation(END_SESSION, { client });
  const [endOthers] = useMutation(END_OTHERS, { client });
  return useMemo(() => {
    const sessions = (data?.viewer.sessions ?? []).map(({ address, ...session }) => ({ ...session, ...(address && { address }) }));
    const pending = error === undefined ? 'loading' : 'error';
    return {
      status: data === undefined ? pending : 'ready',
      sessions,
      ...(error && { error }),
      async end(sessionId) {
        await endSession({ variables: { sessionId } });
        await refetch();
      },
      async endOthers() {
        await endOthers();
        await refetch();
      },
    };
  }, [data, error, refetch, endSession, endOthers]);
}
