import { expect, type Page } from '@playwright/test';
import { test } from '../app/test.ts';
import type { World } from '../world/world.ts';

/** What RECEIPT-1 promises, and what a busy machine takes to draw it. */
const SOON = { timeout: 1_000 + 1_500 };
/** The same for what has to lie half visible for a second before. */
const ONCE_READ = { timeout: 2_000 + 1_500 };

/** From now on the page knows by itself whether its window has the focus, as it does outside of tests. */
async function leaveWindow(page: Page): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false });
  const other = await page.context().newPage();
  await other.bringToFront();
  await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(false);
  return async () => {
    await other.close();
    await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    await page.bringToFront();
  };
}

/** Ana, and a group of hers with Ben in which he has written more than a window holds. */
async function longTalk(world: World) {
  const [ana, ben] = await Promise.all([world.person('Ana'), world.person('Ben')]);
  const groupId = await world.group(ana, [ben], 'Long talk');
  for (let n = 1; n <= 40; n += 1) await world.send(ben, groupId, `line ${n}`);
  return { ana, ben, groupId };
}

test('a message to one person is sent, then delivered, then read', async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const anas = await deviceOf(ana);
  const view = await anas.open(ben.displayName);
  await view.send('Have you seen this?');
  await expect(view.status('Have you seen this?', 'Sent')).toBeAttached();

  const bens = await deviceOf(ben);
  await expect(bens.row(ana.displayName)).toContainText('1 unread message');
  await expect(view.status('Have you seen this?', 'Delivered')).toBeAttached(SOON);
  await bens.open(ana.displayName);
  await expect(view.status('Have you seen this?', 'Read')).toBeAttached(ONCE_READ);
  await expect(bens.row(ana.displayName)).not.toContainText('unread');
  await view.send('And this?');
  await expect(view.status('And this?', 'Read')).toBeAttached(ONCE_READ);
});

test('a message is read when it is seen in a focused window, not before', async ({ world, deviceOf, newDevice }) => {
  const { ana, ben, groupId } = await longTalk(world);
  const bens = await deviceOf(ben);
  const bensView = await bens.open('Long talk');
  const anas = await newDevice();
  await anas.page.clock.install();
  await anas.signIn(ana);
  const view = await anas.open('Long talk');
  await anas.page.keyboard.press('Escape');
  await expect(bensView.status('line 40', 'Read')).toBeAttached(SOON);

  await view.log.evaluate((log) => log.scrollTo({ top: 0 }));
  await expect(view.message('line 1').first()).toBeInViewport();
  await bensView.send('below the window');
  await expect(anas.page.getByRole('button', { name: '1 new message' })).toBeVisible();
  await anas.page.clock.runFor(5_000);
  await expect(bensView.status('below the window', 'Delivered')).toBeAttached();
  await expect(anas.row('Long talk')).toContainText('1 unread message');
  await anas.page.getByRole('button', { name: '1 new message' }).click();
  await expect(bensView.status('below the window', 'Read')).toBeAttached(ONCE_READ);

  const comeBack = await leaveWindow(anas.page);
  await bensView.send('while you look elsewhere');
  await expect(view.message('while you look elsewhere')).toBeAttached();
  await anas.page.clock.runFor(5_000);
  await expect(bensView.status('while you look elsewhere', 'Delivered')).toBeAttached();
  await expect(anas.row('Long talk')).toContainText('1 unread message');
  await comeBack();
  await expect(bensView.status('while you look elsewhere', 'Read')).toBeAttached(ONCE_READ);
  expect(await world.texts(ana, groupId)).toHaveLength(42);
});

test('in a group it says by how many a message was read, and opens to who and when', async ({ world, deviceOf }) => {
  const [ana, ben, cleo, dan] = await Promise.all(['Ana', 'Ben', 'Cleo', 'Dan'].map((name) => world.person(name)));
  if (!ana || !ben || !cleo || !dan) throw new Error('Four people were made.');
  const groupId = await world.group(ana, [ben, cleo, dan], 'Crew');
  const [anas, bens, cleos] = [await deviceOf(ana), await deviceOf(ben), await deviceOf(cleo)];
  const view = await anas.open('Crew');
  await view.send('Deploy at three');
  await expect(view.status('Deploy at three', 'Sent')).toBeAttached();
  await bens.open('Crew');
  await expect(view.status('Deploy at three', 'Read by 1')).toBeAttached(ONCE_READ);
  await cleos.open('Crew');
  await expect(view.status('Deploy at three', 'Read by 2')).toBeAttached(ONCE_READ);

  await view.message('Deploy at three').getByRole('button', { name: 'Read by 2' }).click();
  const people = anas.dialog.getByRole('listitem');
  await expect(people).toHaveCount(2);
  await expect(people.first()).toContainText(ben.displayName);
  await expect(people.first().locator('time')).toHaveText(/^\d{1,2}:\d{2}/);
  await expect(people.last()).toContainText(cleo.displayName);
  const { seq } = (await world.messages(ana, groupId, 1))[0] ?? { seq: 0 };
  await world.acknowledge(dan, groupId, { deliveredSeq: seq });
  await expect(anas.dialog.getByRole('heading', { name: 'Delivered to' })).toBeVisible(SOON);
  await expect(people.last()).toContainText(dan.displayName);
  await expect(people.last().locator('time')).toHaveCount(0);
  await world.acknowledge(dan, groupId, { readSeq: seq });
  await expect(anas.dialog.getByRole('heading', { name: 'Delivered to' })).toBeHidden(SOON);
  await anas.page.keyboard.press('Escape');
  await expect(view.message('Deploy at three').getByRole('button', { name: 'Read by everyone' })).toBeFocused();
});

test('with read receipts off neither side sees what the other has read', async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const [anas, bens] = [await deviceOf(ana), await deviceOf(ben)];
  await bens.setReadReceipts(false);
  await bens.goTo('Conversations');
  const [view, bensView] = [await anas.open(ben.displayName), await bens.open(ana.displayName)];
  await view.send('Can you see this?');
  await bensView.send('Yes');
  await expect(anas.row(ben.displayName)).not.toContainText('unread');
  await expect(bens.row(ana.displayName)).not.toContainText('unread');
  await expect(view.status('Can you see this?', 'Delivered')).toBeAttached();
  await expect(bensView.status('Yes', 'Delivered')).toBeAttached();
  await bensView.message('Yes').getByRole('button', { name: 'Delivered' }).click();
  await expect(bens.dialog.getByText('You have turned read receipts off')).toBeVisible();
  await bens.page.keyboard.press('Escape');

  await bens.setReadReceipts(true);
  await bens.goTo('Conversations');
  await bens.open(ana.displayName);
  await expect(bensView.status('Yes', 'Read')).toBeAttached();
  await view.send('And now?');
  await expect(view.status('And now?', 'Read')).toBeAttached(ONCE_READ);
  await expect(view.status('Can you see this?', 'Read')).toBeAttached();
});

test('what is unread is the same on all devices of a person', async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const [desk, phone] = [await deviceOf(ana), await deviceOf(ana)];
  for (const text of ['one', 'two']) await world.send(ben, conversationId, text);
  for (const { page, list } of [desk, phone]) {
    await expect(list.getByText('3 unread messages')).toBeAttached();
    await expect(page).toHaveTitle(/^\(3\)/);
  }
  await desk.open(ben.displayName);
  await expect(phone.list.getByText('unread')).toHaveCount(0, ONCE_READ);
  await expect(phone.page).not.toHaveTitle(/^\(/);
  await expect(desk.list.getByText('unread')).toHaveCount(0);
});

test('what is read offline is told once there is a connection', async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const [anas, bens] = [await deviceOf(ana), await deviceOf(ben)];
  const bensPhone = await deviceOf(ben);
  const view = await anas.open(ben.displayName);
  await bens.open(ana.displayName);
  await bens.goTo('Settings');
  await view.send('before the tunnel');
  await expect(bens.list.getByText('1 unread message')).toBeAttached();
  await expect(bensPhone.list.getByText('1 unread message')).toBeAttached();

  await bens.page.context().setOffline(true);
  await expect(bens.banner).toContainText('You are offline');
  const bensView = await bens.open(ana.displayName);
  await expect(bensView.message('before the tunnel')).toBeVisible();
  await expect(bens.list.getByText('unread')).toHaveCount(0, ONCE_READ);
  await expect(view.status('before the tunnel', 'Delivered')).toBeAttached();
  await expect(bensPhone.list.getByText('1 unread message')).toBeAttached();

  await bens.page.context().setOffline(false);
  await expect(view.status('before the tunnel', 'Read')).toBeAttached();
  await expect(bensPhone.list.getByText('unread')).toHaveCount(0);
});

test('who is mentioned finds it in the list, and the message stands out until it is read', async ({ world, deviceOf }) => {
  const [ana, ben, cleo] = await Promise.all([world.person('Ana'), world.person('Ben'), world.person('Cleo')]);
  const groupId = await world.group(ana, [ben, cleo], 'Crew');
  const [anas, cleos] = [await deviceOf(ana), await deviceOf(cleo)];
  await world.send(ben, groupId, `@${ana.username} could you look?`);
  await world.send(ben, groupId, 'no hurry');
  await expect(anas.row('Crew')).toContainText('1 message mentions you');
  await expect(anas.row('Crew')).toContainText('2 unread messages');
  await expect(cleos.row('Crew')).toContainText('2 unread messages');
  await expect(cleos.row('Crew')).not.toContainText('mentions you');
  await world.send(ben, groupId, 'and @all: lunch');
  await expect(anas.row('Crew')).toContainText('2 messages mention you');
  await expect(cleos.row('Crew')).toContainText('1 message mentions you');

  const view = await anas.open('Crew');
  await expect(view.message('could you look?')).toContainText('Mentions you');
  await expect(view.message('lunch')).toContainText('Mentions you');
  await expect(view.message('no hurry')).not.toContainText('Mentions you');
  await expect(anas.row('Crew')).not.toContainText('mention', ONCE_READ);
});

test('Escape marks a conversation read without scrolling through it, on all devices', async ({ world, deviceOf }) => {
  const { ana } = await longTalk(world);
  const [desk, phone] = [await deviceOf(ana), await deviceOf(ana)];
  await expect(phone.row('Long talk')).toContainText('40 unread messages');
  const view = await desk.open('Long talk');
  await expect(view.message('line 1').first()).toBeInViewport();
  await expect(view.message('line 40')).not.toBeInViewport();

  // In a search, the key is for the search.
  await desk.list.getByRole('searchbox').fill('Long');
  await desk.list.getByRole('searchbox').press('Escape');
  await expect(desk.list.getByRole('searchbox')).toHaveValue('');
  await expect(view.message('line 40')).not.toBeInViewport();

  await view.composer.press('Escape');
  await expect(view.message('line 40')).toBeInViewport();
  await expect(desk.row('Long talk')).not.toContainText('unread');
  await expect(phone.row('Long talk')).not.toContainText('unread', SOON);
  await expect(view.log.getByText('New', { exact: true })).toHaveCount(0);
  await desk.page.reload();
  await expect(desk.row('Long talk')).not.toContainText('unread');
});
