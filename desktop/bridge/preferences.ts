import { z } from 'zod';

/** Ways to call the window from anywhere, in Electron's words; the choice is closed so that no key of other programs is taken unawares. */
export const SHOW_SHORTCUTS = ['CommandOrControl+Shift+Space', 'CommandOrControl+Alt+P', 'CommandOrControl+Alt+M', 'Alt+Shift+P'] as const;

/** After how many minutes without input the app locks itself; 0 never. */
export const LOCK_MINUTES = [0, 1, 5, 15, 30, 60] as const;

/** How large the page is drawn, in per cent. */
export const ZOOM_STEPS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300] as const;

const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/);

/** What a person decided about the app on this computer (DESKTOP-4). Nothing of it is secret. */
export const preferencesSchema = z.object({
  startsAtLogin: z.boolean(),
  /** Closing the window leaves the app in the tray, where messages still reach it. */
  staysInTray: z.boolean(),
  /** Null while no key calls the window. */
  showShortcut: z.enum(SHOW_SHORTCUTS).nullable(),
  checksSpelling: z.boolean(),
  /** Tags such as `en-GB`; none for the languages of the system. */
  spellingLanguages: z.array(languageTag).max(5),
  zoomPercent: z.literal(ZOOM_STEPS),
  /** Nothing is shown while the computer's own screen is locked. */
  hidesWithScreen: z.boolean(),
  lockAfterMinutes: z.literal(LOCK_MINUTES),
  /** Where there is a PIN, the computer's own lock locks the app too. */
  locksWithScreen: z.boolean(),
  updateChannel: z.enum(['stable', 'beta']),
  /** What the app's own menus speak: the page's choice. */
  language: z.enum(['system', 'en', 'de']),
});

export type Preferences = Readonly<z.infer<typeof preferencesSchema>>;

export const DEFAULT_PREFERENCES: Preferences = {
  startsAtLogin: false,
  staysInTray: true,
  showShortcut: null,
  checksSpelling: true,
  spellingLanguages: [],
  zoomPercent: 100,
  hidesWithScreen: true,
  lockAfterMinutes: 15,
  locksWithScreen: true,
  updateChannel: 'stable',
  language: 'system',
};
