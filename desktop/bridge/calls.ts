import type { Contract, InputOf, OutputOf } from './contract.ts';
import { SERVER_CALLS } from './server-calls.ts';
import { SHELL_CALLS } from './shell-calls.ts';
import { WORKSPACE_CALLS } from './workspace-calls.ts';

/** Every call that a page can make of main; there are no others. */
export const CALLS = {
  ...SERVER_CALLS,
  ...SHELL_CALLS,
  ...WORKSPACE_CALLS,
} as const satisfies Readonly<Record<string, Contract>>;

export type Calls = typeof CALLS;
export type CallName = keyof Calls;
export type CallInput<Name extends CallName> = InputOf<Calls[Name]>;
export type CallOutput<Name extends CallName> = OutputOf<Calls[Name]>;
