import { z } from 'zod';
import { call } from './contract.ts';

/** Where the app is with its next version. */
export interface UpdateState {
  /** 'off': this build has no feed, or comes from a package manager that updates it. 'ready': downloaded, checked, waits for a restart. */
  readonly status: 'off' | 'current' | 'checking' | 'downloading' | 'ready' | 'failed';
  /** Of the next version, from 'downloading' on. */
  readonly version: string | null;
  /** 0 to 100, while 'downloading'. */
  readonly percent: number | null;
  /** ISO 8601; null before the first look. */
  readonly checkedAt: string | null;
}

const EMPTY = z.strictObject({});

/** New versions of the app (DESKTOP-1, security E12). */
export const UPDATE_CALLS = {
  'updates.state': call<UpdateState>()(EMPTY, ['workspace', 'shell']),
  /** Looks for a new version now; what comes of it is told by `updates.changed`. */
  'updates.check': call<null>()(EMPTY, ['workspace', 'shell']),
  /** Ends the app and starts the new version. CONFLICT where none is ready. */
  'updates.install': call<null>()(EMPTY, ['workspace', 'shell']),
} as const;

export interface UpdateEvents {
  readonly 'updates.changed': UpdateState;
}
