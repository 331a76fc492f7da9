import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { build, type PreviewServer, preview } from 'vite';
import { expectAccessible } from '../app/accessibility.ts';
import { canCompare, expectPicture } from '../app/picture.ts';
import { keepScreenshot } from '../app/screenshot.ts';

const CONFIG = path.resolve(import.meta.dirname, '../../build/gallery.config.ts');

/** Parts of which pictures are kept, in words of the page's own font. */
const PICTURED = ['Button', 'IconButton', 'Choice', 'Field', 'Notice'];

/** The page with every part of `ui/`, built as it stands. */
const test = base.extend<object, { gallery: string }>({
  gallery: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from the pattern.
    async ({}, use) => {
      await build({ configFile: CONFIG, logLevel: 'silent' });
      const server: PreviewServer = await preview({ configFile: CONFIG, logLevel: 'silent', preview: { host: '127.0.0.1', port: 0 } });
      await use(server.resolvedUrls?.local[0] ?? '');
      await server.close();
    },
    { scope: 'worker' },
  ],
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every part is readable and usable by everyone, ${colorScheme}`, { tag: '@one-node' }, async ({ browser, gallery }, info) => {
    test.slow();
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce', viewport: { width: 1280, height: 2_400 } });
    const page = await context.newPage();
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(gallery);
    await expect(page.getByRole('heading', { name: 'Parts of Parley' })).toBeVisible();
    await keepScreenshot(page, `gallery-${colorScheme}`);
    const isCompared = await canCompare(page, info);
    for (const part of isCompared ? PICTURED : []) {
      await expectPicture(page.getByRole('region', { name: part, exact: true }), `gallery-${part.toLowerCase()}-${colorScheme}`);
    }
    await expectAccessible(page);

    await page.getByText('Press me with the second button').click({ button: 'right' });
    await expect(page.getByRole('menuitem', { name: 'Leave' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    for (const [button, role] of [
      ['Dialog center', 'dialog'],
      ['Dialog side', 'dialog'],
      ['Confirm', 'alertdialog'],
      ['Popover', 'dialog'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await expect(page.getByRole(role)).toBeVisible();
      await keepScreenshot(page, `gallery-${button}-${colorScheme}`);
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole(role)).toBeHidden();
    }
    await page.getByRole('button', { name: 'News with a way back' }).click();
    await expect(page.getByRole('region', { name: 'News' }).getByText('is archived')).toBeVisible();
    // News stay while the pointer rests on them, however long axe takes.
    await page.getByRole('region', { name: 'News' }).getByText('is archived').hover();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('is archived')).toBeHidden();
    expect(errors).toEqual([]);
    await context.close();
  });
}

test('the words of a drawing are seen where the pointer rests or the keyboard is, and go with a key', { tag: '@one-node' }, async ({
  page,
  gallery,
}) => {
  await page.goto(gallery);
  const tip = page.getByRole('tooltip');
  const button = (name: string) => page.getByRole('region', { name: 'IconButton' }).getByRole('button', { name, exact: true });
  await button('plain').hover();
  await expect(tip).toHaveText('plainCtrl K');
  await tip.hover();
  await expect(tip).toBeVisible();
  await button('small').hover();
  await expect(tip).toHaveText('small');
  await page.getByRole('heading', { name: 'Parts of Parley' }).hover();
  await expect(tip).toBeHidden();

  await button('primary').focus();
  await page.keyboard.press('Tab');
  await expect(tip).toHaveText('danger');
  await keepScreenshot(page, 'gallery-tip');
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();
});

test('a button opens its menu by the pointer and by arrows, and has the focus again afterwards', { tag: '@one-node' }, async ({
  page,
  gallery,
}) => {
  await page.goto(gallery);
  const button = page.getByRole('button', { name: 'Menu', exact: true });
  const menu = page.getByRole('menu', { name: 'Menu' });
  await button.click();
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();
});
