import { expect } from '@playwright/test';
import { test } from '../app/test.ts';

test('commands are found by a few letters, slips forgiven, and done by Enter', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const { page, dialog, conversation, ...device } = await deviceOf(ana);
  await expect(device.list.getByRole('link', { name: ben.displayName })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+K');
  await expect(dialog.getByRole('option', { name: ben.displayName })).toBeVisible();
  await page.keyboard.type('theme darl');
  await expect(dialog.getByRole('option').first()).toHaveText('Theme: Dark');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');

  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('>');
  await expect(dialog.getByRole('option', { name: ben.displayName })).toBeHidden();
  await expect(dialog.getByRole('option', { name: 'Keyboard shortcuts' })).toBeVisible();
  await dialog.getByRole('option', { name: 'Mark everything read' }).click();
  await expect(device.list.getByText('1 unread message')).toHaveCount(0);

  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type(ben.displayName.toLowerCase());
  await expect(dialog.getByRole('option').first()).toContainText(ben.displayName);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await conversation.expectOpen(ben.displayName);
});

test('keys lead to the settings, the unread conversations, and a sheet that tells of all keys', async ({ world, deviceOf }) => {
  const [ana, ben, cleo] = await Promise.all([world.person('Ana'), world.person('Ben'), world.person('Cleo')]);
  for (const other of [ben, cleo]) await world.send(other, await world.direct(other, ana), 'Hello');
  const device = await deviceOf(ana);
  const { page, conversation, dialog } = device;
  await expect(device.row(cleo.displayName)).toBeVisible();

  await page.keyboard.press('Alt+Shift+ArrowDown');
  await conversation.expectOpen(cleo.displayName);
  await expect(device.row(cleo.displayName).getByText('1 unread message')).toHaveCount(0);
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await conversation.expectOpen(ben.displayName);

  await page.keyboard.type('why?');
  await expect(conversation.composer).toHaveValue('why?');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('ControlOrMeta+/');
  await expect(dialog.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+,');
  await expect(page).toHaveURL('/settings/profile');
  await page.keyboard.press('?');
  await expect(dialog).toBeVisible();
});
