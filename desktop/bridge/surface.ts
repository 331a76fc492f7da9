/** The channels between a page and main, and the argument that tells a preload script where it runs. */
export const CALL_CHANNEL = 'parley:call';
export const EVENT_CHANNEL = 'parley:event';
export const ABOUT_ARGUMENT = '--parley-about=';

/** What a page knows before it asks. */
export interface About {
  readonly version: string;
  /** As Node names it: `win32`, `darwin`, `linux`. */
  readonly platform: string;
  readonly isPackaged: boolean;
  /** The workspace whose page this is; null for the app's own screens. */
  readonly workspace: { readonly id: string; readonly url: string } | null;
}

/** Answers travel in an envelope, because an error loses its code on the way between two worlds. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string; readonly field?: string } };

/** `window.parley`: all that the preload script exposes (security E7). */
export interface Surface {
  readonly call: (name: string, input: unknown) => Promise<Answer>;
  /** Gives the function that ends it. */
  readonly on: (event: string, listener: (payload: unknown) => void) => () => void;
  readonly about: About;
}
