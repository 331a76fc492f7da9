import type { CallTable, OutputOf, ParsedOf } from '../../bridge/contract.ts';

/** Whose page called: that of a workspace, or a screen of the app itself. */
export type Caller = { readonly kind: 'workspace'; readonly workspaceId: string } | { readonly kind: 'shell' };

/** What answers each call of a table. The input is parsed and the caller one of those that the contract names. */
export type Handlers<Table extends CallTable> = {
  readonly [Name in keyof Table]: (input: ParsedOf<Table[Name]>, caller: Caller) => OutputOf<Table[Name]> | Promise<OutputOf<Table[Name]>>;
};

/** The workspace of a call that only workspaces can make. */
export function workspaceIdOf(caller: Caller): string {
  if (caller.kind !== 'workspace') throw new Error('A call for workspaces came from another window.');
  return caller.workspaceId;
}
