import type { Viewer } from '../../sync/records.ts';

export interface RegisterInput {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  readonly email?: string;
}

export interface LoginInput {
  readonly username: string;
  readonly password: string;
}

export interface SessionView {
  readonly status: 'starting' | 'signedOut' | 'signedIn';
  readonly viewer?: Viewer;
  register(input: RegisterInput): Promise<void>;
  login(input: LoginInput): Promise<void>;
  logout(): Promise<void>;
}

/** Who is signed in, and the ways in and out. The actions reject with an `ApiError`. */
export declare function useSession(): SessionView;
