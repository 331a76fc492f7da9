import { z } from 'zod';
import { call } from './contract.ts';

/** What the page and the system around it tell each other (DESKTOP-4, PRESENCE-1). */
export const APP_CALLS = {
  /** How much is unread in this workspace, for the icon and the tray, and whether its person is not to be disturbed; null while nobody is signed in. */
  'app.standing': call<null>()(
    z.strictObject({ standing: z.strictObject({ unreadCount: z.int().min(0).max(1_000_000), isBusy: z.boolean() }).nullable() }),
    ['workspace'],
  ),
  /** The answer to `app.closing`: everything that was written is on the disk. */
  'app.closed': call<null>()(z.strictObject({}), ['workspace']),
} as const;

export interface AppEvents {
  /** Show this place: an address of the page, `/c/<id>?m=7`. */
  readonly 'app.open': { readonly path: string };
  /** Whether somebody is at the computer, as the system knows it; again with each input while there is some. */
  readonly 'app.activity': { readonly isActive: boolean };
  /** The computer's screen was locked or unlocked: what the page shows is hidden meanwhile. */
  readonly 'app.concealed': { readonly isConcealed: boolean };
  /** Asked for in the tray. */
  readonly 'app.busy': { readonly isBusy: boolean };
  /** The app ends: finish what is being written, then call `app.closed`. */
  readonly 'app.closing': null;
  /** The page, or what keeps its messages, broke and was started again. */
  readonly 'app.recovered': { readonly part: 'page' | 'store' };
}
