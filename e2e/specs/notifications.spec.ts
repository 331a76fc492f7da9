import { expect, type Page } from '@playwright/test';
import { expectAccessible } from '../app/accessibility.ts';
import type { ParleyPage } from '../app/parley-page.ts';
import { test } from '../app/test.ts';

interface Told {
  readonly title: string;
  readonly body: string;
}

declare global {
  interface Window {
    told: (Notification & Told)[];
  }
}

const ALLOWED = { permissions: ['notifications'] };

/** Keeps the notifications of the page, which no browser without a screen shows. */
async function watchNotifications({ page }: ParleyPage): Promise<void> {
  await page.addInitScript(() => {
    const Real = window.Notification;
    window.told = [];
    window.Notification = class extends Real {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        window.told.push(this);
      }
    };
  });
}

const told = (page: Page): Promise<Told[]> => page.evaluate(() => window.told.map(({ title, body }) => ({ title, body })));

test('a message notifies with its sender and words, and a click opens it', async ({ world, newDevice }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const group = await world.group(ben, [ana], 'Release 4.2');
  const anas = await newDevice(ALLOWED);
  await watchNotifications(anas);
  await anas.signIn(ana);
  await expect(anas.row('Release 4.2')).toBeVisible();

  await world.send(ben, conversationId, 'Lunch?');
  await expect.poll(() => told(anas.page)).toEqual([{ title: ben.displayName, body: 'Lunch?' }]);
  await world.send(ben, group, 'It is out');
  await expect.poll(() => told(anas.page)).toHaveLength(2);
  expect((await told(anas.page))[1]).toEqual({ title: `${ben.displayName} in Release 4.2`, body: 'It is out' });
  await anas.page.evaluate(() => window.told[0]?.dispatchEvent(new Event('click')));
  await expect(anas.page).toHaveURL(new RegExp(`/c/${conversationId}`));

  await anas.conversation.expectOpen(ben.displayName);
  // What is looked at needs no notification; the next one elsewhere shows that this one was passed over.
  await world.send(ben, conversationId, 'seen at once');
  await anas.conversation.expectTexts(['Hello', 'Lunch?', 'seen at once']);
  await world.send(ben, group, 'the last');
  await expect.poll(async () => (await told(anas.page)).map(({ body }) => body)).toEqual(['Lunch?', 'It is out', 'the last']);
});

test('what one chooses holds: no preview, mentions alone, keywords, do not disturb', async ({ world, newDevice }) => {
  const [ana, ben] = await Promise.all([world.person('Ana'), world.person('Ben')]);
  const group = await world.group(ben, [ana], 'Release 4.2');
  const anas = await newDevice(ALLOWED);
  await watchNotifications(anas);
  await anas.signIn(ana);
  await anas.goToSettings('Notifications');
  await anas.page.getByText('Show what was said', { exact: true }).click();
  await anas.page.getByText('Mentions and direct messages', { exact: true }).click();
  await anas.page.getByRole('textbox', { name: 'Keywords' }).fill('café, ops');
  await anas.page.getByRole('button', { name: 'Save keywords' }).click();
  await expect(anas.page.getByRole('button', { name: 'Save keywords' })).toBeHidden();
  await anas.page.getByText('Quiet hours', { exact: true }).click();
  await expect(anas.page.getByLabel('From', { exact: true })).toHaveValue('22:00');
  await expectAccessible(anas.page);
  await anas.page.getByText('Quiet hours', { exact: true }).click();
  await expect(anas.page.getByLabel('From', { exact: true })).toBeHidden();

  await world.send(ben, group, 'not for you');
  await world.send(ben, group, 'the CAFE is open');
  await expect.poll(() => told(anas.page)).toEqual([{ title: `${ben.displayName} in Release 4.2`, body: 'New message' }]);
  await world.send(ben, group, `@${ana.username} look`);
  await expect.poll(() => told(anas.page)).toHaveLength(2);

  await anas.chooseSetting('Your status', 'Do not disturb');
  await world.send(ben, group, `@${ana.username} not now`);
  await expect(anas.row('Release 4.2')).toContainText('not now');
  expect(await told(anas.page)).toHaveLength(2);
});

test('two tabs tell once', async ({ world, newDevice }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const anas = await newDevice(ALLOWED);
  await watchNotifications(anas);
  await anas.signIn(ana);
  const context = anas.page.context();
  const tab = await context.newPage();
  await tab.addInitScript(() => {
    const Real = window.Notification;
    window.told = [];
    window.Notification = class extends Real {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        window.told.push(this);
      }
    };
  });
  await tab.goto(anas.page.url());
  await tab.bringToFront();
  await expect(tab.getByRole('link', { name: ben.displayName })).toBeVisible();
  await world.send(ben, conversationId, 'Ping');
  await expect(tab.getByRole('link', { name: ben.displayName })).toContainText('Ping');
  await expect(anas.row(ben.displayName)).toContainText('Ping');
  await expect.poll(async () => (await told(anas.page)).length + (await told(tab)).length).toBe(1);
});
