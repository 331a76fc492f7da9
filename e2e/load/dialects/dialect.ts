import type { Frame } from '../frame-reader.ts';

/** A message to send, as every dialect says it. */
export interface Draft {
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly text: string;
}

/** What a person missed: everything of the conversation after this. */
export interface Missed {
  readonly conversationId: string;
  readonly after: string;
}

/** A part of what was missed, as far as asking for the next part needs it. */
export interface MissedPage {
  readonly last: string;
  readonly hasMore: boolean;
}

/** How events are asked for, and what is answered when they come. */
export interface Following {
  readonly begin: string;
  /** Asked right after it and answered under the same id; null where `begin` itself is answered. */
  readonly confirm: string | null;
}

/** What a server said, other than an event. */
export type Heard =
  /** The server spoke first; now the person may sign in. */
  | { readonly kind: 'greeting' }
  | { readonly kind: 'signedIn' }
  /** To be sent back, or the server hangs up. */
  | { readonly kind: 'question'; readonly reply: string }
  /** To what was asked under this id; `error` is its code. */
  | { readonly kind: 'answer'; readonly id: string; readonly error: string | null }
  | { readonly kind: 'nothing' };

/** How the generator speaks with a server over a WebSocket. Messages are put together as text and read by their heads: next to nothing. */
export interface Dialect {
  /** Path of the WebSocket. */
  readonly path: string;
  readonly subprotocol: string | null;
  readonly greetsFirst: boolean;
  signIn(token: string): string;
  /** Makes every event of the person come from now on. */
  follow(id: number): Following;
  send(id: number, draft: Draft): string;
  missed(id: number, missed: Missed): string;
  /** Reads the answer to `missed`. */
  pageOf(answer: string): MissedPage;
  /** Whether a frame of the server is an event. Asked for every frame, so by one byte. */
  isEvent(frame: Frame): boolean;
  /** Makes sense of any other message. */
  hear(message: string): Heard;
}

export const NOTHING: Heard = { kind: 'nothing' };
export const SIGNED_IN: Heard = { kind: 'signedIn' };
export const GREETING: Heard = { kind: 'greeting' };
