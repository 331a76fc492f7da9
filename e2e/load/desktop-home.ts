import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { SafeStorage } from 'electron';
import { Secrets } from '../../desktop/main/secrets/secrets.ts';
import { storeKeyOf } from '../../desktop/main/store/store-key.ts';
import { type Desktop, launchDesktop } from '../app/desktop.ts';
import { connectTo, signInAt } from '../app/desktop-test.ts';
import type { Person } from '../world/world.ts';

/** A desktop app at which somebody has signed in once. It does not run now. */
export interface DesktopHome {
  readonly desktop: Desktop;
  /** What the store of that person is in, and its key. */
  readonly folder: string;
  readonly key: Uint8Array;
}

/** Starts the app, signs in by the forms at the server with the address, waits for the list, and ends it. */
export async function makeDesktopHome(url: string, person: Person): Promise<DesktopHome> {
  const desktop = await launchDesktop();
  try {
    await connectTo(await desktop.shownPage(), url);
    const page = await desktop.workspacePage(url);
    await signInAt(page, person);
    await page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').first().waitFor();
    const workspace = path.join(desktop.userData, 'workspaces', workspaceId(desktop.userData));
    const secrets = await Secrets.start({ safeStorage: safeStorageOf(desktop), platform: process.platform, folder: desktop.userData });
    const key = await storeKeyOf(await secrets.vault(workspace), person.id);
    await desktop.quit();
    return { desktop, folder: path.join(workspace, person.id), key };
  } catch (error) {
    await desktop.remove();
    throw error;
  }
}

function workspaceId(userData: string): string {
  const [id] = readdirSync(path.join(userData, 'workspaces'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  if (id === undefined) throw new Error('The app has no workspace.');
  return id;
}

/** What the app itself seals and opens with; it has to run. */
function safeStorageOf(desktop: Desktop): SafeStorage {
  const asked: Partial<SafeStorage> = {
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    getSelectedStorageBackend: () => 'gnome_libsecret',
    decryptStringAsync: (sealed) =>
      desktop.evaluate(({ safeStorage }, text) => safeStorage.decryptStringAsync(Buffer.from(text, 'base64')), sealed.toString('base64')),
  };
  return asked as SafeStorage;
}
