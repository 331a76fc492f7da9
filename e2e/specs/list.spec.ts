import { expect } from '@playwright/test';
import { expectAccessible } from '../app/accessibility.ts';
import type { ParleyPage } from '../app/parley-page.ts';
import { test } from '../app/test.ts';
import type { World } from '../world/world.ts';

/** Ana with three groups in which Ben wrote, the last one first in her list. */
async function threeGroups(world: World) {
  const [ana, ben] = await Promise.all([world.person('Ana'), world.person('Ben')]);
  const ids = new Map<string, string>();
  for (const name of ['Design', 'Lunch', 'Support']) {
    const id = await world.group(ben, [ana], name);
    await world.send(ben, id, `About ${name}`);
    ids.set(name, id);
  }
  return { ana, ben, idOf: (name: string) => ids.get(name) ?? '' };
}

/** Does something by the menu of a conversation's row. */
async function choose(
  { page, row }: Pick<ParleyPage, 'page'> & { row: (title: string) => ReturnType<ParleyPage['row']> },
  [title, ...items]: string[],
) {
  await row(title ?? '').click({ button: 'right' });
  for (const item of items) await page.getByRole('menuitem', { name: item, exact: true }).click();
  await expect(page.getByRole('menu')).toHaveCount(0);
}

const titles = (device: ParleyPage) =>
  device.list.getByRole('link').evaluateAll((links) => links.map((link) => link.querySelector('bdi')?.textContent ?? ''));

test('what is pinned stands first, on all devices', async ({ world, deviceOf }) => {
  const { ana } = await threeGroups(world);
  const [desk, phone] = [await deviceOf(ana), await deviceOf(ana)];
  await expect.poll(() => titles(desk)).toEqual(['Support', 'Lunch', 'Design']);
  await choose({ page: desk.page, row: (title) => desk.row(title) }, ['Design', 'Pin']);
  await expect.poll(() => titles(desk)).toEqual(['Design', 'Support', 'Lunch']);
  await expect.poll(() => titles(phone)).toEqual(['Design', 'Support', 'Lunch']);
  await expect(phone.list.getByRole('heading', { name: 'Pinned' })).toBeVisible();
  await expectAccessible(desk.page);
  await choose({ page: phone.page, row: (title) => phone.row(title) }, ['Design', 'Unpin']);
  await expect.poll(() => titles(desk)).toEqual(['Support', 'Lunch', 'Design']);
});

test('what is archived leaves the list, comes back by undo, and by a new message', async ({ world, deviceOf }) => {
  const { ana, ben, idOf } = await threeGroups(world);
  const device = await deviceOf(ana);
  const ways = { page: device.page, row: (title: string) => device.row(title) };
  await choose(ways, ['Lunch', 'Archive']);
  await expect(device.row('Lunch')).toHaveCount(0);
  await device.page.getByRole('button', { name: 'Undo' }).click();
  await expect(device.row('Lunch')).toBeVisible();

  await choose(ways, ['Lunch', 'Archive']);
  await device.list.getByRole('button', { name: 'More' }).click();
  await device.page.getByRole('menuitem', { name: 'Archived conversations' }).click();
  await expect.poll(() => titles(device)).toEqual(['Lunch']);
  await device.list.getByRole('button', { name: 'Back to all conversations' }).click();
  await expect(device.row('Lunch')).toHaveCount(0);
  await world.send(ben, idOf('Lunch'), 'At noon?');
  await expect(device.row('Lunch')).toBeVisible();
});

test('the menu opens by keys as well, and the focus goes back to the row', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const { ana } = await threeGroups(world);
  const device = await deviceOf(ana);
  await device.row('Support').focus();
  await device.page.keyboard.press('Shift+F10');
  await expect(device.page.getByRole('menuitem', { name: 'Pin' })).toBeFocused();
  await expectAccessible(device.page);
  await device.page.keyboard.press('Escape');
  await expect(device.row('Support')).toBeFocused();
  await device.page.keyboard.press('Shift+F10');
  await device.page.keyboard.type('Mute');
  await device.page.keyboard.press('ArrowRight');
  await device.page.keyboard.press('Enter');
  await expect(device.row('Support')).toContainText('muted');
  // What is muted does not count among what waits.
  await expect(device.rail.getByText('2 unread messages')).toBeAttached();
});

test('a conversation is marked unread by hand, and read again', async ({ world, deviceOf }) => {
  const { ana } = await threeGroups(world);
  const [desk, phone] = [await deviceOf(ana), await deviceOf(ana)];
  const ways = { page: desk.page, row: (title: string) => desk.row(title) };
  await choose(ways, ['Design', 'Mark read']);
  await expect(phone.row('Design').getByText('1 unread message')).toHaveCount(0);
  await choose(ways, ['Design', 'Mark unread']);
  await expect(phone.row('Design').getByText('marked unread')).toBeAttached();
  await choose(ways, ['Design', 'Mark read']);
  await expect(phone.row('Design').getByText('marked unread')).toHaveCount(0);
});

test('folders hold conversations, are put in order by keys, and lose nothing when they go', async ({ world, deviceOf }) => {
  const { ana } = await threeGroups(world);
  const [desk, phone] = [await deviceOf(ana), await deviceOf(ana)];
  const ways = { page: desk.page, row: (title: string) => desk.row(title) };
  for (const [title, name] of [
    ['Support', 'Work'],
    ['Lunch', 'Fun'],
  ] as const) {
    await choose(ways, [title, 'Move to folder', 'New folder…']);
    await desk.dialog.getByRole('textbox', { name: 'Name of the folder' }).fill(name);
    await desk.page.keyboard.press('Enter');
    await expect(desk.dialog).toBeHidden();
  }
  const folders = phone.list.getByRole('group', { name: 'Folders' }).getByRole('button');
  await expect(folders).toHaveText([/All/, /Work/, /Fun/]);
  await folders.getByText('Work').click();
  await expect.poll(() => titles(phone)).toEqual(['Support']);

  await desk.list.getByRole('button', { name: 'More' }).click();
  await desk.page.getByRole('menuitem', { name: 'Manage folders' }).click();
  await expect(desk.dialog.getByRole('row')).toHaveCount(2);
  await expectAccessible(desk.page);
  // From the row the arrow leads to its handle; Enter takes it up, the arrows choose the place, Enter puts it there.
  await desk.dialog.getByRole('row', { name: 'Work' }).focus();
  for (const key of ['ArrowRight', 'Enter']) await desk.page.keyboard.press(key);
  await expect(desk.page.getByRole('button', { name: 'Insert between Work and Fun' })).toBeFocused();
  await desk.page.keyboard.press('ArrowDown');
  await desk.page.keyboard.press('Enter');
  await expect(folders).toHaveText([/All/, /Fun/, /Work/]);

  await desk.dialog.getByRole('button', { name: 'Move Work up' }).click();
  await expect(folders).toHaveText([/All/, /Work/, /Fun/]);

  await desk.dialog.getByRole('button', { name: 'Remove Work', exact: true }).click();
  await expect(folders).toHaveText([/All/, /Fun/]);
  await expect.poll(() => titles(phone)).toEqual(['Support', 'Lunch', 'Design']);
});
