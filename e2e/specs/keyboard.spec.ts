import { expect } from '@playwright/test';
import { test } from '../app/test.ts';

test('a whole conversation goes by keyboard alone', async ({ world, newDevice }) => {
  const ana = world.stranger('Ana');
  const ben = await world.person('Ben');
  const { page, conversation, rail, dialog, list } = await newDevice();
  const { keyboard } = page;

  await page.goto('/sign-up');
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
  await keyboard.type(ana.displayName);
  await keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: 'Username' })).toBeFocused();
  await keyboard.press('ControlOrMeta+A');
  await keyboard.type(ana.username);
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await keyboard.type(ana.password);
  await keyboard.press('Enter');
  await expect(rail).toBeVisible();

  await keyboard.press('ControlOrMeta+K');
  await expect(dialog).toBeVisible();
  await keyboard.type(ben.username);
  await expect(dialog.getByRole('option', { name: ben.displayName })).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await conversation.expectOpen(ben.displayName);
  await expect(conversation.composer).toBeFocused();
  await keyboard.type('one');
  await keyboard.press('Shift+Enter');
  await keyboard.type('two');
  await keyboard.press('Enter');
  await conversation.expectTexts(['one\ntwo']);

  await keyboard.press('ControlOrMeta+K');
  await keyboard.type(ana.username);
  await expect(dialog.getByRole('option', { name: ana.displayName })).toBeVisible();
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(conversation.composer).toBeFocused();

  const groupId = await world.group(ben, [await world.personOf(ana)], 'Keys');
  await world.send(ben, groupId, 'hello by keys');
  await expect(list.getByRole('link').first()).toContainText('Keys');
  await keyboard.press('Alt+ArrowUp');
  await conversation.expectOpen('Keys');
  await conversation.expectTexts(['hello by keys']);
  await keyboard.press('Alt+ArrowDown');
  await conversation.expectOpen(ben.displayName);

  // Backwards from the composer lies the message that was read last, one stop for all of them.
  await expect(conversation.composer).toBeFocused();
  await keyboard.press('Shift+Tab');
  await expect(conversation.log.getByRole('article').last()).toBeFocused();
});

test('the first Tab leads past the list to the conversation', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const { page, conversation } = await deviceOf(ana);
  await page.goto(`/c/${conversationId}`);
  await conversation.expectOpen(ben.displayName);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.getByRole('link', { name: 'Skip to the conversation' }).focus();
  await expect(page.getByRole('link', { name: 'Skip to the conversation' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('arrows move through the list, and a dialog keeps the focus and gives it back', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const [ana, ben, cleo] = await Promise.all([world.person('Ana'), world.person('Ben'), world.person('Cleo')]);
  for (const other of [ben, cleo]) await world.send(other, await world.direct(other, ana), 'Hello');
  const { page, list, dialog, row } = await deviceOf(ana).then((device) => ({ ...device, row: (title: string) => device.row(title) }));
  await expect(row(cleo.displayName)).toBeVisible();
  await row(cleo.displayName).focus();
  await page.keyboard.press('ArrowDown');
  await expect(row(ben.displayName)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(row(cleo.displayName)).toBeFocused();

  await list.getByRole('button', { name: 'New conversation' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press('Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(list.getByRole('button', { name: 'New conversation' })).toBeFocused();
});
