import { keysOf, type Shortcut } from './shortcut.ts';

/** Whether this keyboard has Cmd and Option in place of Ctrl and Alt. */
const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The keys of a shortcut as they are written on this keyboard. */
export const keys = (shortcut: Shortcut): string => keysOf(shortcut, isMac);
