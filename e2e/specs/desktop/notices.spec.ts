import { expect } from '@playwright/test';
import { DesktopSystem } from '../../app/desktop-system.ts';
import { test } from '../../app/desktop-test.ts';

test('a message notifies through the system, and is answered, marked read and opened from there', async ({
  world,
  desktopOf,
  deviceOf,
}) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const anas = await desktopOf(ana);
  const system = new DesktopSystem(anas.desktop);
  await expect(anas.row(ben.displayName)).toBeVisible();
  const bens = await deviceOf(ben);
  const talk = await bens.open(ana.displayName);

  await talk.send('Lunch?');
  await expect.poll(() => system.notices()).toEqual([{ title: ben.displayName, body: 'Lunch?' }]);
  await expect.poll(() => Promise.all([system.badge(), system.trayTip()])).toEqual([2, 'Parley: 2 unread']);
  await system.act('Lunch?', 'reply', 'At one!');
  await talk.expectTexts(['Hello', 'Lunch?', 'At one!']);
  expect(await system.notices()).toEqual([]);

  await talk.send('Bring the keys');
  await expect.poll(() => system.notices()).toHaveLength(1);
  await system.act('Bring the keys', 'action');
  await expect.poll(() => Promise.all([system.badge(), system.trayTip()])).toEqual([0, 'Parley: nothing unread']);
  await expect(talk.status('Bring the keys', 'Read')).toBeAttached();

  await anas.desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await system.expectSeen(0);
  await talk.send('Where are you?');
  await expect.poll(() => system.notices()).toHaveLength(1);
  await system.act('Where are you?', 'click');
  await system.expectSeen(1);
  await expect(anas.page).toHaveURL(new RegExp(`/c/${conversationId}`));
  await anas.conversation.expectOpen(ben.displayName);
  await expect(anas.conversation.message('Where are you?')).toBeVisible();
});

test('do not disturb in the tray holds everywhere, and a locked screen hides what is said', async ({ world, desktopOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const anas = await desktopOf(ana);
  const system = new DesktopSystem(anas.desktop);
  await expect(anas.row(ben.displayName)).toBeVisible();
  const expectBusy = (isChecked: boolean) => expect.poll(() => system.trayEntry('Do not disturb')).toEqual({ isEnabled: true, isChecked });
  await expectBusy(false);
  await system.choose('tray', 'Do not disturb');
  await expectBusy(true);
  await world.send(ben, conversationId, 'not now');
  await expect(anas.row(ben.displayName)).toContainText('not now');
  expect(await system.notices()).toEqual([]);
  await system.choose('tray', 'Do not disturb');
  await expectBusy(false);

  await system.power('lock-screen');
  await expect(anas.page.getByRole('navigation', { name: 'Conversations' })).toBeHidden();
  await world.send(ben, conversationId, 'a secret');
  await expect.poll(() => system.notices()).toEqual([{ title: 'Parley', body: 'New message' }]);
  await system.power('unlock-screen');
  await expect(anas.row(ben.displayName)).toContainText('a secret');
});
