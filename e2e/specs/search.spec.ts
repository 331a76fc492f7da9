import { expect } from '@playwright/test';
import { expectAccessible } from '../app/accessibility.ts';
import type { ParleyPage } from '../app/parley-page.ts';
import { test } from '../app/test.ts';

const field = ({ page }: ParleyPage) => page.getByRole('searchbox', { name: 'Search messages' });
const results = ({ page }: ParleyPage) => page.getByRole('listbox', { name: 'Results' });

test('a few letters find what was said, in every conversation and no other, and Enter opens it in place', async ({ world, deviceOf }) => {
  const [ana, ben, cleo] = await Promise.all([world.person('Ana'), world.person('Ben'), world.person('Cleo')]);
  const withBen = await world.direct(ana, ben);
  const elsewhere = await world.direct(ben, cleo);
  await world.send(ben, withBen, 'The Café on the corner has a new MENU');
  for (let n = 1; n <= 60; n += 1) await world.send(ben, withBen, `line ${n}`);
  await world.send(ben, elsewhere, 'the cafe is not for everybody');
  const anas = await deviceOf(ana);

  await anas.page.keyboard.press('ControlOrMeta+Shift+F');
  await field(anas).fill('cafe menu');
  const found = results(anas).getByRole('option');
  await expect(found).toHaveCount(1);
  await expect(found).toContainText('The Café on the corner has a new MENU');
  await expect(found.locator('mark')).toHaveText(['Café', 'MENU']);
  await expect(found).toContainText(ben.displayName);
  await expectAccessible(anas.page);

  await field(anas).press('ArrowDown');
  await field(anas).press('Enter');
  await expect(anas.page).toHaveURL(new RegExp(`/c/${withBen}\\?m=\\d+`));
  await anas.page.goBack();
  await expect(field(anas)).toHaveValue('cafe menu');
});

test('filters narrow it, names are suggested, and a wrong one is explained', async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  await world.send(ana, conversationId, 'plan https://example.org');
  await world.send(ben, conversationId, 'plan of Ben');
  const anas = await deviceOf(ana);
  await anas.page.goto('/search?q=plan');
  const found = results(anas).getByRole('option');
  await expect(found).toHaveCount(2);
  await anas.page.getByRole('button', { name: 'With a link' }).click();
  await expect(found).toHaveCount(1);
  await expect(field(anas)).toHaveValue(/has:link/);
  await anas.page.getByRole('button', { name: 'With a link' }).click();
  await expect(found).toHaveCount(2);

  await anas.page.getByRole('button', { name: 'From…' }).click();
  await results(anas).getByRole('option', { name: ben.displayName }).first().click();
  await expect(field(anas)).toHaveValue(`plan from:${ben.username} `);
  await expect(found).toHaveCount(1);
  await expect(found).toContainText('plan of Ben');

  await field(anas).fill('plan on:yesterdayish');
  await expect(anas.page.getByRole('alert')).toContainText('This search is not understood');
  await field(anas).fill('nobodysaidthis');
  await expect(anas.page.getByText('Nothing was said of “nobodysaidthis”')).toBeVisible();
});

test('what is found reads like a message, without its markup', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  await world.send(ben, conversationId, '> the **narwhal** is `here`\n\nsee [the map](https://example.org/map)');
  const anas = await deviceOf(ana);
  await anas.page.goto('/search?q=narwhal');
  await expect(results(anas).getByRole('option')).toContainText('the narwhal is here see the map');
  await expect(results(anas).locator('mark')).toHaveText('narwhal');
});

test('without a network it finds what the device holds, and says so', async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  await world.send(ben, conversationId, 'the narwhal is here');
  const anas = await deviceOf(ana);
  const view = await anas.open(ben.displayName);
  await view.expectTexts(['Hello', 'the narwhal is here']);
  await anas.page.keyboard.press('ControlOrMeta+Shift+F');
  await expect(field(anas)).toBeVisible();
  await anas.page.context().setOffline(true);
  await expect(anas.page.getByText('only words in what this device holds')).toBeVisible();
  await field(anas).fill('narwh');
  await expect(results(anas).getByRole('option')).toHaveCount(1);
  await expect(results(anas).locator('mark')).toHaveText('narwh');
  await anas.page.context().setOffline(false);
});

test('it fits a narrow window, light and dark', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  await world.send(ben, conversationId, `a narrow ${'and rather long '.repeat(20)}street`);
  for (const colorScheme of ['light', 'dark'] as const) {
    const anas = await deviceOf(ana, { viewport: { width: 360, height: 700 }, colorScheme });
    await anas.page.goto('/search?q=narrow');
    await expect(results(anas).getByRole('option')).toHaveCount(1);
    expect(await anas.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await expectAccessible(anas.page);
  }
});
