import { expect, type Page } from '@playwright/test';
import type { ClusterNode } from '../world/cluster-node.ts';
import type { Identity } from '../world/world.ts';
import { type Desktop, type DesktopOptions, launchDesktop } from './desktop.ts';
import { ParleyPage } from './parley-page.ts';
import { test as base } from './test.ts';

/** The desktop app with a person at it. */
export interface DesktopDevice extends ParleyPage {
  readonly desktop: Desktop;
}

interface DesktopFixtures {
  /** Starts the desktop app with nothing kept yet; it ends with the test. */
  readonly launch: (options?: DesktopOptions) => Promise<Desktop>;
  /** The same, connected to the installation and signed in by the forms. */
  readonly desktopOf: (person: Identity, options?: DesktopOptions) => Promise<DesktopDevice>;
}

/** Tests of the desktop app: an installation, a world, browsers, and the app itself as often as it is wanted. */
export const test = base.extend<DesktopFixtures>({
  launch: async ({ installation: _running }, use, testInfo) => {
    const desktops: Desktop[] = [];
    await use(async (options = {}) => {
      const desktop = await launchDesktop(options);
      desktops.push(desktop);
      return desktop;
    });
    for (const desktop of desktops) {
      if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('output of the app', { body: desktop.output });
      await desktop.remove();
    }
  },
  desktopOf: async ({ launch, installation }, use) => {
    await use(async (person, options) => {
      const desktop = await launch(options);
      const node = installation.node(0);
      await connectTo(await desktop.shownPage(), node.url);
      const device = await deviceAt(desktop, node);
      await signInAt(device.page, person);
      await device.expectSignedIn();
      return device;
    });
  },
});

/** Types the address of a server into the app's own screen and goes there. */
export async function connectTo(shell: Page, address: string): Promise<void> {
  await shell.getByRole('textbox', { name: 'Address of the server' }).fill(address);
  await shell.getByRole('button', { name: /^Connect$|^Add workspace$/ }).click();
}

/** The page of the workspace that is shown, once it is; for a start that shows one. */
export async function deviceAt(desktop: Desktop, node: ClusterNode): Promise<DesktopDevice> {
  const page = await desktop.workspacePage(node.url);
  return Object.assign(new ParleyPage(page, node), { desktop });
}

/** Signs in by the form that is open. */
export async function signInAt(page: Page, { username, password }: Identity): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Username' }).fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Waits until the store has it: among what waits to be sent, drafts, people or newest messages. */
export async function expectKept({ page }: DesktopDevice, text: string): Promise<void> {
  const load = () => page.evaluate(async () => JSON.stringify(await window.parley?.call('store.load', {})));
  await expect.poll(load).toContain(text);
}
