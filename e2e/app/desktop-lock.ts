import { expect, type Page } from '@playwright/test';
import type { Desktop } from './desktop.ts';
import { openAppSettings } from './desktop-system.ts';

export const PIN = 'letmein 7';

/** Sets a PIN in the settings of the app. `onDialog`: looked at while the form for it is open. */
export async function setPin(page: Page, onDialog = async (_page: Page) => {}): Promise<void> {
  await openAppSettings(page);
  await page.getByRole('button', { name: 'Set a PIN' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set a PIN' });
  await dialog.getByLabel('New PIN').fill('1234');
  await dialog.getByRole('button', { name: 'Set a PIN' }).click();
  await expect(dialog.getByText('Take at least 6 characters.')).toBeVisible();
  await dialog.getByLabel('New PIN').fill(PIN);
  await dialog.getByLabel('The same again').fill(PIN);
  await onDialog(page);
  await dialog.getByRole('button', { name: 'Set a PIN' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Lock now' })).toBeVisible();
}

/** Waits until the screen that asks for the PIN is all there is of the app; gives its page. */
export async function expectLocked(desktop: Desktop): Promise<Page> {
  const workspaces = async () => {
    const pages = await desktop.pages();
    return Promise.all(pages.map((page) => page.evaluate(() => window.parley?.about.workspace?.url ?? null).catch(() => undefined)));
  };
  // The app's own screen is the only page that there is.
  await expect.poll(workspaces).toEqual([null]);
  const page = await desktop.shownPage();
  await expect(page.getByRole('heading', { name: 'Parley is locked' })).toBeVisible();
  return page;
}

/** Types a PIN into the screen that asks for it. */
export async function unlock(page: Page, pin: string): Promise<void> {
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await page.getByRole('button', { name: 'Unlock' }).click();
}
