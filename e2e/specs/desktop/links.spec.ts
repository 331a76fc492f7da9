import { expect } from '@playwright/test';
import { DesktopSystem } from '../../app/desktop-system.ts';
import { test } from '../../app/desktop-test.ts';

test('a link opens its message: in the app that runs, from a second start, and from a cold one', async ({
  world,
  desktopOf,
  installation,
}) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  await world.send(ben, conversationId, 'the second');
  const anas = await desktopOf(ana);
  const { desktop } = anas;
  const { host } = new URL(installation.node(0).url);
  const link = `parley://${host}/c/${conversationId}?m=1`;
  await expect(anas.row(ben.displayName)).toBeVisible();

  await desktop.evaluate(({ app }, url) => void app.emit('open-url', { preventDefault() {} }, url), link);
  await anas.conversation.expectOpen(ben.displayName);
  await expect(anas.page).toHaveURL(new RegExp(`/c/${conversationId}\\?m=1`));

  await anas.goTo('Settings');
  await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await desktop.startSecond([link])).toBe(0);
  await new DesktopSystem(desktop).expectSeen(1);
  await anas.conversation.expectOpen(ben.displayName);

  await desktop.restart({ args: [link] });
  const page = await desktop.workspacePage();
  await expect(page).toHaveURL(new RegExp(`/c/${conversationId}`));
  await expect(page.getByRole('log').getByText('the second')).toBeVisible();
});

test('a link that leads nowhere says so, and opens nothing', async ({ world, desktopOf, installation }) => {
  const anas = await desktopOf(await world.person('Ana'));
  const system = new DesktopSystem(anas.desktop);
  const { host } = new URL(installation.node(0).url);
  const before = anas.page.url();
  const links = ['parley://chat.elsewhere.example/c/01935a7e-1b2c-7d3e-8f40-123456789abc', `parley://${host}/settings/profile`];
  for (const link of links) await anas.desktop.evaluate(({ app }, url) => void app.emit('open-url', { preventDefault() {} }, url), link);
  await expect
    .poll(() => system.boxes())
    .toEqual([
      'No workspace for this link: The link leads to chat.elsewhere.example, which is not one of your workspaces.',
      'No workspace for this link: This is not a link that Parley understands.',
    ]);
  expect(anas.page.url()).toBe(before);
});
