import type { z } from 'zod';

/** Whose windows make calls: a workspace's page, or the screens of the app itself (add a workspace, unlock). */
export type CallerKind = 'workspace' | 'shell';

/** One call of the bridge. `Output` is a type alone: what main gives is its own, what a page gives is parsed. */
export interface Contract<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input;
  /** The windows that may make it. */
  readonly from: readonly CallerKind[];
  /** Never set; carries the type. */
  readonly output?: Output;
}

export type CallTable = Readonly<Record<string, Contract>>;

/** Writes down a call: `call<Output>()(input, from)`. */
export const call =
  <Output>() =>
  <Input extends z.ZodType>(input: Input, from: readonly CallerKind[]): Contract<Input, Output> => ({ input, from });

/** What a page gives. */
export type InputOf<Each extends Contract> = z.input<Each['input']>;
/** What main's handler gets: parsed, defaults filled in. */
export type ParsedOf<Each extends Contract> = z.output<Each['input']>;
export type OutputOf<Each> = Each extends Contract<z.ZodType, infer Output> ? Output : never;
