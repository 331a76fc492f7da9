import { useContext, useMemo } from 'react';
import { unreachable } from '../../sync/api-error.ts';
import type { Viewer } from '../../sync/records.ts';
import type { LoginInput, RegisterInput } from '../../sync/session.ts';
import { ClientContext, useClientState } from './client-context.ts';

export interface SessionView {
  readonly status: 'starting' | 'signedOut' | 'signedIn';
  readonly viewer?: Viewer;
  register(input: RegisterInput): Promise<void>;
  login(input: LoginInput): Promise<void>;
  logout(): Promise<void>;
}

/** Who is signed in, and the ways in and out. The actions reject with an `ApiError`. */
export function useSession(): SessionView {
  const client = useContext(ClientContext);
  const { session, sync } = useClientState();
  const isOpening = session.status === 'signedIn' && sync === null;
  return useMemo(
    () => ({
      ...session,
      status: isOpening ? 'starting' : session.status,
      register: (input) => client?.register(input) ?? Promise.reject(unreachable()),
      login: (input) => client?.login(input) ?? Promise.reject(unreachable()),
      logout: () => client?.logout() ?? Promise.reject(unreachable()),
    }),
    [client, session, isOpening],
  );
}
