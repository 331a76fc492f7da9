import { expect, type Page } from '@playwright/test';
import { expectAccessible } from '../app/accessibility.ts';
import type { ParleyPage } from '../app/parley-page.ts';
import { keepScreenshot } from '../app/screenshot.ts';
import { test } from '../app/test.ts';
import type { Person, World } from '../world/world.ts';

const LOOKS = [
  { colorScheme: 'light', width: 1280, height: 800 },
  { colorScheme: 'dark', width: 1280, height: 800 },
  { colorScheme: 'light', width: 360, height: 740 },
  { colorScheme: 'dark', width: 360, height: 740 },
] as const;

const SECTIONS = ['profile', 'appearance', 'notifications', 'privacy', 'sessions', 'language', 'about'];

/** A conversation that has a little of everything: other scripts, links, long words, another day of work. */
async function talk(world: World): Promise<Record<'ana' | 'ben' | 'cleo', Person> & { groupName: string; groupId: string }> {
  const [ana, ben, cleo] = await Promise.all([world.person('Ana'), world.person('Ben'), world.person('Cleo')]);
  const groupName = 'Release 4.2';
  const groupId = await world.group(ana, [ben, cleo], groupName);
  await world.send(cleo, await world.direct(cleo, ana), 'Do you have a minute?');
  const words: readonly (readonly [Person, string])[] = [
    [ben, 'The notes are at https://example.org/releases/4.2?draft=1'],
    [cleo, 'مرحبا، هل الإصدار جاهز؟'],
    [ana, 'Almost. こんにちは to the Tokyo office, привет to Sofia 👋'],
    [ana, `A very long word: ${'x'.repeat(160)}`],
    [ben, 'Then let us go through it:\n\n1. migrate\n2. deploy\n3. watch the graphs'],
    [cleo, '🎉'],
  ];
  for (const [sender, text] of words) await world.send(sender, groupId, text);
  return { ana, ben, cleo, groupName, groupId };
}

/** Nothing is wider than the window, nor than what it scrolls in. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const tooWide = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => element === document.documentElement || /auto|scroll/.test(getComputedStyle(element).overflowX))
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ tagName, className }) => `${tagName} ${className}`),
  );
  expect(tooWide).toEqual([]);
}

for (const { colorScheme, width, height } of LOOKS) {
  test.describe(`at ${width} px, ${colorScheme}`, { tag: '@one-node' }, () => {
    const look = { colorScheme, viewport: { width, height } };
    const check = async ({ page }: ParleyPage, name: string) => {
      await expectNoSidewaysScroll(page);
      await keepScreenshot(page, `${name}-${width}-${colorScheme}`);
      await expectAccessible(page);
    };

    test('signing in and up is readable and usable by everyone', async ({ world, newDevice }) => {
      // Where nobody has an account, there is no signing in.
      await world.person('Ana');
      const device = await newDevice(look);
      await device.page.goto('/sign-in');
      await expect(device.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
      await check(device, 'sign-in');
      await device.page.getByRole('link', { name: 'Create an account' }).click();
      await device.page.getByRole('button', { name: 'Create account' }).click();
      await expect(device.page.getByText('Tell your colleagues your name.')).toBeVisible();
      await check(device, 'sign-up-refused');
    });

    test('an empty start is readable and usable by everyone', async ({ world, deviceOf }) => {
      const ana = await world.person('Ana');
      const device = await deviceOf(ana, look);
      await expect(device.page.getByText('No conversations yet')).toBeVisible();
      await check(device, 'empty');
      await device.list.getByRole('button', { name: 'New conversation' }).click();
      await device.search(ana.username);
      await expect(device.dialog.getByRole('option')).toBeVisible();
      await check(device, 'new-conversation');
      await device.page.keyboard.press('Escape');
      await device.page.keyboard.press('Escape');
      await expect(device.dialog).toBeHidden();
      await device.page.goto('/nowhere');
      await expect(device.page.getByText('There is nothing here')).toBeVisible();
      await check(device, 'nothing-here');
    });

    test('the settings are readable and usable by everyone', async ({ world, deviceOf }) => {
      const device = await deviceOf(await world.person('Ana'), look);
      await device.goTo('Settings');
      if (width < 720) await check(device, 'settings-sections');
      for (const section of SECTIONS) {
        await device.page.goto(`/settings/${section}`);
        await expect(device.page.getByRole('main').getByRole('heading', { level: 2 })).toBeVisible();
        if (section === 'sessions') await expect(device.page.getByText('This device')).toBeVisible();
        await check(device, `settings-${section}`);
      }
    });

    test('presence, mentions, who has read what and a new password are readable and usable by everyone', async ({ world, deviceOf }) => {
      const { ana, ben, cleo, groupName, groupId } = await talk(world);
      await world.send(ben, groupId, `@${ana.username} who is here?`);
      const [device, bens] = [await deviceOf(ana, look), await deviceOf(ben)];
      await bens.chooseSetting('Your status', 'Do not disturb');
      await expect(device.row(groupName)).toContainText('mention');
      await check(device, 'mentioned');
      const view = await device.open(groupName);
      await view.send('All of you');
      await bens.goTo('Conversations');
      await bens.open(groupName);
      await expect(view.status('All of you', 'Read by 1')).toBeAttached();
      await world.acknowledge(cleo, groupId, { deliveredSeq: (await world.messages(ana, groupId, 1))[0]?.seq ?? 0 });
      await check(device, 'read-by');
      await view.message('All of you').getByRole('button', { name: 'Read by 1' }).click();
      await expect(device.dialog.getByRole('heading', { name: 'Delivered to' })).toBeVisible();
      await check(device, 'readers');
      await device.page.keyboard.press('Escape');
      await view.openDetails();
      await expect(view.details.locator('[data-status=BUSY]')).toBeVisible();
      await check(device, 'members');

      await device.page.goto('/settings/profile');
      await device.page.getByRole('button', { name: 'Change password' }).click();
      await device.dialog.getByLabel('New password').fill('short');
      await device.dialog.getByRole('button', { name: 'Change password' }).click();
      await expect(device.dialog.getByLabel('New password')).toHaveAttribute('aria-invalid', 'true');
      await check(device, 'password');
    });

    test('a conversation and its details are readable and usable by everyone', async ({ world, deviceOf }) => {
      const { ana, groupName } = await talk(world);
      const device = await deviceOf(ana, look);
      await expect(device.row(groupName)).toBeVisible();
      await check(device, 'list');
      const view = await device.open(groupName);
      await expect(view.log.getByText('watch the graphs')).toBeVisible();
      await check(device, 'conversation');
      await view.openDetails();
      await expect(view.details.getByRole('listitem')).toHaveCount(3);
      await check(device, 'details');
      await view.details.getByRole('button', { name: 'Leave group' }).click();
      await expect(device.page.getByRole('alertdialog')).toBeVisible();
      await check(device, 'leave');
    });
  });
}

test('text can be twice as large without losing anything', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const { ana, groupName } = await talk(world);
  const device = await deviceOf(ana, { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
  const view = await device.open(groupName);
  await expect(view.composer).toBeInViewport();
  await expectNoSidewaysScroll(device.page);
});

test('the settings fit beside the list of a narrow window', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const device = await deviceOf(await world.person('Ana'), { viewport: { width: 768, height: 700 } });
  for (const section of SECTIONS) {
    await device.page.goto(`/settings/${section}`);
    await expect(device.page.getByRole('main').getByRole('heading', { level: 2 })).toBeVisible();
    await expectNoSidewaysScroll(device.page);
    await keepScreenshot(device.page, `settings-${section}-768-light`);
  }
});
