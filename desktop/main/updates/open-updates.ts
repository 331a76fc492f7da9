import { createRequire } from 'node:module';
import path from 'node:path';
import type { App } from 'electron';
import type { AppUpdater } from 'electron-updater';
import { z } from 'zod';
import type { UpdateState } from '../../bridge/update-calls.ts';
import { readFileIfThere } from '../disk/write-file.ts';
import type { PreferencesFile } from '../preferences/preferences-file.ts';
import { AppUpdates } from './app-updates.ts';

interface OpenUpdatesEnds {
  readonly app: Pick<App, 'isPackaged' | 'getAppPath' | 'getPath'>;
  /** As Node names it. */
  readonly platform: string;
  readonly preferences: Pick<PreferencesFile, 'get'>;
  readonly onChange: (state: UpdateState) => void;
}

/** What packaging writes into the app's package.json: the public key of whoever signs its feed. */
const MANIFEST = z.object({ updateKey: z.string().min(1) });

/** Updates for a packaged app whose feed is signed; else there are none, and the settings say so (security E12). */
export function openUpdates({ app, platform, preferences, onChange }: OpenUpdatesEnds): AppUpdates {
  const isOwn = app.isPackaged && updatesItself(platform, app.getPath('exe'), app.getPath('home'));
  const publicKey = isOwn ? updateKeyIn(app.getAppPath()) : undefined;
  const updater = publicKey === undefined ? null : loadUpdater();
  return new AppUpdates({ updater, publicKey: publicKey ?? '', now: () => new Date(), onChange }, preferences.get().updateChannel);
}

/** On Windows, what an administrator installed for everybody on the machine is updated by them: it is not in a person's folder. */
export function updatesItself(platform: string, program: string, home: string): boolean {
  return platform !== 'win32' || program.toLowerCase().startsWith(`${home.toLowerCase()}\\`);
}

function updateKeyIn(folder: string): string | undefined {
  const content = readFileIfThere(path.join(folder, 'package.json'));
  const manifest = MANIFEST.safeParse(JSON.parse(content?.toString() ?? '{}'));
  return manifest.success ? manifest.data.updateKey : undefined;
}

/** Loaded where it is used alone: it takes a moment, and is CommonJS. */
function loadUpdater(): AppUpdater {
  const { autoUpdater } = createRequire(import.meta.url)('electron-updater') as { autoUpdater: AppUpdater };
  return autoUpdater;
}
