import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Desktop } from '../../app/desktop.ts';
import { expectLocked, PIN, setPin, unlock } from '../../app/desktop-lock.ts';
import { keepPictures } from '../../app/desktop-pictures.ts';
import { DesktopSystem } from '../../app/desktop-system.ts';
import { type DesktopDevice, deviceAt, expectKept, test } from '../../app/desktop-test.ts';
import type { ParleyPage } from '../../app/parley-page.ts';
import type { Person } from '../../world/world.ts';

interface Day {
  readonly ana: Person;
  readonly ben: Person;
  readonly conversationId: string;
  readonly bens: ParleyPage;
}

/** Both say something, answer and react. */
async function talk(anas: DesktopDevice, { ana, ben, bens }: Day): Promise<void> {
  const [anasView, bensView] = [await anas.open(ben.displayName), await bens.open(ana.displayName)];
  await anasView.send('Good morning from the desktop');
  await bensView.chooseFor('Good morning', 'Answer');
  await bensView.send('And from the browser');
  const answer = anasView.message('And from the browser');
  await expect(answer.getByRole('button', { name: `Answer to ${ana.displayName}: Good morning from the desktop` })).toBeVisible();
  await anasView.react('And from the browser', '🎉');
  await expect(bensView.message('And from the browser').getByRole('button', { name: `${ana.displayName} reacted with 🎉` })).toBeVisible();
  await bensView.send('The boat leaves the harbour at noon');
  await expect(anasView.message('The boat leaves')).toBeVisible();
  await keepPictures(anas.page, '1-talk');
  await expect(anas.row(ben.displayName).getByText(/unread/)).toHaveCount(0);
}

/** Ana's window is closed: the system tells her, and brings her there. */
async function beToldBehindTheWindow({ desktop, page, conversation }: DesktopDevice, { bens, conversationId }: Day): Promise<void> {
  const system = new DesktopSystem(desktop);
  await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await system.expectSeen(0);
  await bens.conversation.send('Where are you?');
  await expect.poll(async () => (await system.notices()).map(({ body }) => body)).toEqual(['Where are you?']);
  await expect.poll(() => system.badge()).toBe(1);
  await system.act('Where are you?', 'click');
  await system.expectSeen(1);
  await expect(page).toHaveURL(new RegExp(`/c/${conversationId}`));
  await expect(conversation.message('Where are you?')).toBeVisible();
  await expect.poll(() => system.badge()).toBe(0);
}

/** Without a network: what was written outlasts a restart, and what was said is found. */
async function travel(anas: DesktopDevice, { ben, bens }: Day): Promise<DesktopDevice> {
  const { desktop, node } = anas;
  await desktop.evaluate((_electron, _given, host) => host.network.set(false));
  await anas.conversation.send('On the train, back soon');
  await expect(anas.banner).toContainText('You are offline');
  await expectKept(anas, 'On the train');
  await bens.conversation.send('Safe travels');
  await desktop.restart({ isOnline: false });
  const away = await deviceAt(desktop, node);
  await expect((await away.open(ben.displayName)).message('On the train, back soon')).toBeVisible();
  await keepPictures(away.page, '2-offline');
  await away.page.keyboard.press('ControlOrMeta+Shift+F');
  await away.page.getByRole('searchbox', { name: 'Search messages' }).pressSequentially('harbour');
  const found = away.page.getByRole('listbox', { name: 'Results' }).getByRole('option');
  await expect(found).toHaveText(/The boat leaves the harbour at noon/);
  await keepPictures(away.page, '3-search');
  await found.click();
  await expect(away.conversation.message('The boat leaves the harbour')).toBeVisible();
  await desktop.evaluate((_electron, _given, host) => host.network.set(true));
  await away.hurry();
  await away.conversation.expectSent('On the train, back soon');
  const said = ['Where are you?', 'Safe travels', 'On the train, back soon'];
  for (const view of [away.conversation, bens.conversation]) await expect.poll(async () => (await view.texts()).slice(-3)).toEqual(said);
  return away;
}

/** Lunch: the app is locked, and opened by its PIN. */
async function lockAndUnlock({ desktop, page, node }: DesktopDevice, { ben }: Day): Promise<DesktopDevice> {
  await setPin(page, (open) => keepPictures(open, '4-pin'));
  await keepPictures(page, '5-settings');
  await page.getByRole('button', { name: 'Lock now' }).click();
  const locked = await expectLocked(desktop);
  await keepPictures(locked, '6-locked');
  await unlock(locked, 'not that one');
  await expect(locked.getByText('This is not the PIN.')).toBeVisible();
  await keepPictures(locked, '7-wrong-pin');
  await unlock(locked, PIN);
  const back = await deviceAt(desktop, node);
  await expect(back.row(ben.displayName)).toContainText('On the train, back soon');
  return back;
}

const foldersOf = ({ userData }: Desktop) => {
  const files = readdirSync(path.join(userData, 'workspaces'), { recursive: true, withFileTypes: true });
  return files.filter(({ name }) => name === 'parley.db').map(({ parentPath }) => parentPath);
};

test('two people through a day, one on the desktop and one in the browser', async ({ world, desktopOf, deviceOf }) => {
  test.slow();
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const anas = await desktopOf(ana);
  const day: Day = { ana, ben, conversationId, bens: await deviceOf(ben) };
  await talk(anas, day);
  await beToldBehindTheWindow(anas, day);
  const returned = await travel(anas, day);
  const unlocked = await lockAndUnlock(returned, day);

  const [hello] = await world.messages(ben, conversationId);
  const link = `parley://${new URL(unlocked.node.url).host}/c/${conversationId}?m=${hello?.seq}`;
  await unlocked.desktop.evaluate(({ app }, url) => void app.emit('open-url', { preventDefault() {} }, url), link);
  await unlocked.conversation.expectOpen(ben.displayName);
  await expect(unlocked.conversation.message('Hello')).toBeFocused();
  await keepPictures(unlocked.page, '8-link');

  const [folder = ''] = foldersOf(unlocked.desktop);
  expect(existsSync(folder)).toBe(true);
  await unlocked.goToSettings('Profile');
  await unlocked.page.getByRole('button', { name: 'Log out' }).click();
  await unlocked.page.getByRole('alertdialog').getByRole('button', { name: 'Log out' }).click();
  await unlocked.expectSignedOut();
  await expect.poll(() => existsSync(folder)).toBe(false);
  await keepPictures(unlocked.page, '9-signed-out');
});
