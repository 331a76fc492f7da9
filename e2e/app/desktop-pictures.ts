import path from 'node:path';
import type { Page } from '@playwright/test';

const FOLDER = path.resolve(import.meta.dirname, '../../test-results/desktop');

/**
 * Keeps pictures of a page of the app, narrow and wide, light and dark, where they are asked for: `PARLEY_SHOTS=1 npm run e2e -- day --project=desktop`. They are
 * for people to look at; nothing is compared.
 */
export async function keepPictures(page: Page, name: string): Promise<void> {
  if (process.env.PARLEY_SHOTS === undefined) return;
  const size = page.viewportSize();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: path.join(FOLDER, `${name}-${width}-${colorScheme}.png`), animations: 'disabled' });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (size !== null) await page.setViewportSize(size);
}
