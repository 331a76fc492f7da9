import { type Desktop, launchDesktop } from '../app/desktop.ts';
import { storePlaceOf } from '../app/desktop-store.ts';
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
    const place = await storePlaceOf(desktop, person.id);
    await desktop.quit();
    return { desktop, ...place };
  } catch (error) {
    await desktop.remove();
    throw error;
  }
}
