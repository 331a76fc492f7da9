import type { SessionItem } from './session-item.ts';

export interface SessionsView {
  readonly status: 'loading' | 'ready' | 'error';
  readonly sessions: readonly SessionItem[];
  readonly error?: Error;
  /** Both reject with an `ApiError`. */
  end(sessionId: string): Promise<void>;
  endOthers(): Promise<void>;
}

/** Where the viewer is signed in (ID-3). */
export declare function useSessions(): SessionsView;
