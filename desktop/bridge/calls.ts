import { APP_CALLS } from './app-calls.ts';
import type { Contract, InputOf, OutputOf } from './contract.ts';
import { LOCK_CALLS } from './lock-calls.ts';
import { NOTICE_CALLS } from './notice-calls.ts';
import { PREFERENCE_CALLS } from './preference-calls.ts';
import { SERVER_CALLS } from './server-calls.ts';
import { SHELL_CALLS } from './shell-calls.ts';
import { STORE_CALLS } from './store-calls.ts';
import { UPDATE_CALLS } from './update-calls.ts';
import { WORKSPACE_CALLS } from './workspace-calls.ts';

/** Every call that a page can make of main; there are no others. */
export const CALLS = {
  ...APP_CALLS,
  ...LOCK_CALLS,
  ...NOTICE_CALLS,
  ...PREFERENCE_CALLS,
  ...SERVER_CALLS,
  ...SHELL_CALLS,
  ...STORE_CALLS,
  ...UPDATE_CALLS,
  ...WORKSPACE_CALLS,
} as const satisfies Readonly<Record<string, Contract>>;

export type Calls = typeof CALLS;
export type CallName = keyof Calls;
export type CallInput<Name extends CallName> = InputOf<Calls[Name]>;
export type CallOutput<Name extends CallName> = OutputOf<Calls[Name]>;
