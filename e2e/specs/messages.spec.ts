import { expect, type Locator } from '@playwright/test';
import { expectAccessible } from '../app/accessibility.ts';
import type { ParleyPage } from '../app/parley-page.ts';
import { test } from '../app/test.ts';

/** Opens the menu of a message and chooses from it. */
async function choose(device: ParleyPage, message: Locator, entry: string): Promise<void> {
  await message.click({ button: 'right', position: { x: 4, y: 4 } });
  await device.page.getByRole('menuitem', { name: entry, exact: true }).click();
}

test.describe('what can be done to a message', () => {
  test('is answered, edited, reacted to and deleted before the eyes of the other', async ({ world, deviceOf }) => {
    const { ana, ben } = await world.twoPeopleTalking();
    const [anasDevice, bensDevice] = await Promise.all([deviceOf(ana), deviceOf(ben)]);
    await anasDevice.open(ben.displayName);
    await bensDevice.open(ana.displayName);
    const [anasView, bensView] = [anasDevice.conversation, bensDevice.conversation];

    await choose(anasDevice, anasView.message('Hello'), 'Answer');
    await anasView.send('and a **good** morning');
    const answer = bensView.message('and a good morning');
    await expect(answer.getByRole('button', { name: `Answer to ${ben.displayName}: Hello` })).toBeVisible();
    await expect(answer.locator('strong').filter({ hasText: 'good' })).toBeVisible();

    await answer.hover();
    await answer.getByRole('toolbar').getByRole('button', { name: 'Add a reaction' }).click();
    await bensDevice.page.getByRole('button', { name: 'React with 🎉' }).click();
    await expect(anasView.message('and a good morning').getByRole('button', { name: `${ben.displayName} reacted with 🎉` })).toBeVisible();

    await anasView.composer.press('ArrowUp');
    await anasView.composer.fill('and a good evening');
    await anasView.composer.press('Enter');
    await expect(bensView.message('and a good evening').getByText('edited')).toBeVisible();
    await bensView.message('and a good evening').getByText('edited').click();
    await expect(bensDevice.dialog.getByText('and a **good** morning')).toBeVisible();
    await bensDevice.page.keyboard.press('Escape');

    await choose(anasDevice, anasView.message('and a good evening'), 'Delete for everyone');
    await anasDevice.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(bensView.log.getByText('This message was deleted')).toBeVisible();
    await expect(bensView.log.getByText('good evening')).toHaveCount(0);
  });

  test('leaves one’s own timeline and comes back', async ({ world, deviceOf }) => {
    const { ana, ben } = await world.twoPeopleTalking();
    const device = await deviceOf(ana);
    await device.open(ben.displayName);
    await device.conversation.send('stays');
    await choose(device, device.conversation.message('Hello'), 'Delete for me');
    await expect(device.conversation.message('Hello')).toHaveCount(0);
    await device.page.getByRole('button', { name: 'Undo' }).click();
    await expect(device.conversation.message('Hello')).toBeVisible();
  });

  test('is done by keyboard alone, one stop for the whole timeline', async ({ world, deviceOf }) => {
    const { ana, ben, conversationId } = await world.twoPeopleTalking();
    await world.send(ben, conversationId, 'See [this](https://example.org)');
    const device = await deviceOf(ana);
    await device.open(ben.displayName);
    await expect(device.conversation.message('See this')).toBeVisible();
    await device.conversation.composer.focus();
    await device.page.keyboard.press('Shift+Tab');
    await expect(device.conversation.message('See this')).toBeFocused();
    await device.page.keyboard.press('ArrowUp');
    await expect(device.conversation.message('Hello')).toBeFocused();
    await device.page.keyboard.press('Enter');
    await expect(device.page.getByRole('menuitem', { name: 'Answer' })).toBeFocused();
    await device.page.keyboard.press('Enter');
    await expect(device.conversation.composer).toBeFocused();
    await device.conversation.send('by keyboard');
    await expect(device.conversation.message('by keyboard').getByRole('button', { name: /^Answer to/ })).toBeVisible();
  });
});

test('a conversation is marked unread from a message on, and is opened there on another device', async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  for (const text of ['one', 'two', 'three']) await world.send(ben, conversationId, text);
  const [desk, phone] = [await deviceOf(ana), await deviceOf(ana)];
  const firstNew = ({ page, conversation }: ParleyPage) =>
    conversation.log.locator('[data-index]').filter({ has: page.getByText('New', { exact: true }) });
  await desk.open(ben.displayName);
  await desk.page.bringToFront();
  await expect(desk.conversation.message('three')).toBeVisible();
  await expect(phone.row(ben.displayName).getByText(/unread message/)).toHaveCount(0);

  await choose(desk, desk.conversation.message('two'), 'Mark unread from here');
  await expect(firstNew(desk)).toContainText('two');
  await expect(phone.row(ben.displayName).getByText('marked unread')).toBeAttached();
  await phone.open(ben.displayName);
  await expect(firstNew(phone)).toContainText('two');
  await expect(desk.row(ben.displayName).getByText('marked unread')).toHaveCount(0);

  await desk.page.keyboard.press('Escape');
  await expect(firstNew(desk)).toHaveCount(0);
});

test('what is pinned is listed in the details and leads to its place', async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const [desk, phone] = [await deviceOf(ana), await deviceOf(ben)];
  await desk.open(ben.displayName);
  await choose(desk, desk.conversation.message('Hello'), 'Pin to the conversation');
  const view = await phone.open(ana.displayName);
  await view.openDetails();
  const pinned = view.details.getByRole('region', { name: 'Pinned' });
  await expect(pinned.getByRole('link')).toHaveText([/Hello/]);
  await pinned.getByRole('link').click();
  await expect(phone.page).toHaveURL(/\?m=\d+$/);
  await choose(desk, desk.conversation.message('Hello'), 'Unpin');
  await expect(pinned).toHaveCount(0);
});

test('short codes are drawn outside code, wherever a message is shown', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  await world.send(ben, conversationId, 'shipped :tada: with `:tada:` at 10:30:45');
  const device = await deviceOf(ana);
  await expect(device.row(ben.displayName)).toContainText('shipped 🎉 with :tada: at 10:30:45');
  const view = await device.open(ben.displayName);
  await expect(view.message('shipped 🎉 with').locator('code')).toHaveText(':tada:');
});

test('a thread is read and replied to beside its conversation', async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const [anasDevice, bensDevice] = await Promise.all([deviceOf(ana), deviceOf(ben)]);
  await anasDevice.open(ben.displayName);
  await bensDevice.open(ana.displayName);
  await choose(anasDevice, anasDevice.conversation.message('Hello'), 'Reply in thread');
  const anasThread = anasDevice.page.getByRole('complementary', { name: 'Thread' });
  await anasThread.locator('textarea').fill('within');
  await anasThread.locator('textarea').press('Enter');
  await expect(anasThread.getByRole('article').filter({ hasText: 'within' })).toBeVisible();

  await bensDevice.conversation
    .message('Hello')
    .getByRole('button', { name: /1 reply/ })
    .click();
  const bensThread = bensDevice.page.getByRole('complementary', { name: 'Thread' });
  await expect(bensThread.getByRole('article').filter({ hasText: 'within' })).toBeVisible();
  await expect(bensDevice.conversation.log.first().getByText('within')).toHaveCount(0);
  await bensThread.locator('textarea').fill('and back');
  await bensThread.locator('textarea').press('Enter');
  await expect(anasThread.getByRole('article').filter({ hasText: 'and back' })).toBeVisible();
  await anasThread.getByRole('button', { name: 'Close the thread' }).click();
  await expect(anasThread).toHaveCount(0);
});

test('a poll is asked, voted in and closed', async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const [anasDevice, bensDevice] = await Promise.all([deviceOf(ana), deviceOf(ben)]);
  await anasDevice.open(ben.displayName);
  await bensDevice.open(ana.displayName);
  await anasDevice.page.getByRole('button', { name: 'More to write' }).click();
  await anasDevice.page.getByRole('menuitem', { name: 'Poll' }).click();
  await anasDevice.dialog.getByLabel('Question').fill('Where do we eat?');
  await anasDevice.dialog.getByLabel('Answer 1').fill('Pizza');
  await anasDevice.dialog.getByLabel('Answer 2').fill('Noodles');
  await anasDevice.dialog.getByRole('button', { name: 'Send poll' }).click();
  const anasPoll = anasDevice.conversation.message('Where do we eat?');
  const bensPoll = bensDevice.conversation.message('Where do we eat?');
  await bensPoll.getByRole('button', { name: /Noodles/ }).click();
  await expect(anasPoll.getByRole('button', { name: /Noodles.*1 vote/ })).toBeVisible();
  await bensPoll.getByRole('button', { name: /Pizza/ }).click();
  await expect(anasPoll.getByRole('button', { name: /Noodles.*0 votes/ })).toBeVisible();
  await choose(anasDevice, anasPoll, 'Close poll');
  await expect(bensPoll.getByText('Poll closed')).toBeVisible();
  await expect(bensPoll.getByRole('button', { name: /Pizza/ })).toBeDisabled();
});

test.describe('writing', { tag: '@one-node' }, () => {
  test('completes names and emoji, and marks text', async ({ world, deviceOf }) => {
    const [ana, ben] = await Promise.all([world.person('Ana'), world.person('Ben')]);
    await world.group(ana, [ben], 'Writers');
    const device = await deviceOf(ana);
    await device.open('Writers');
    const { composer } = device.conversation;
    await composer.pressSequentially('@be');
    await expect(device.page.getByRole('option', { name: new RegExp(ben.displayName) })).toHaveAttribute('aria-selected', 'true');
    await composer.press('Enter');
    await expect(composer).toHaveValue(`@${ben.username} `);
    await composer.pressSequentially('see :tada:');
    await expect(composer).toHaveValue(`@${ben.username} see 🎉`);
    await composer.press('Control+a');
    await composer.press('Control+b');
    await expect(composer).toHaveValue(`**@${ben.username} see 🎉**`);
    await composer.press('Enter');
    await expect(device.conversation.message('see 🎉').locator('strong').getByTitle(ben.displayName)).toHaveText(`@${ben.username}`);
  });

  test('keeps the lines of pasted code', async ({ world, deviceOf }) => {
    const { ana, ben } = await world.twoPeopleTalking();
    const device = await deviceOf(ana);
    await device.open(ben.displayName);
    await device.conversation.composer.fill('```ts\nconst a = 1;\n\n  a + 1;\n```');
    await device.conversation.composer.press('Enter');
    await expect(device.conversation.log.locator('pre')).toHaveText('const a = 1;\n\n  a + 1;', { useInnerText: true });
  });

  test('runs nothing that somebody wrote', async ({ world, deviceOf }) => {
    const { ana, ben, conversationId } = await world.twoPeopleTalking();
    await world.send(ben, conversationId, '<img src=x onerror="document.title=1"> [go](javascript:alert(1)) <script>1</script>');
    const device = await deviceOf(ana);
    await device.open(ben.displayName);
    await expect(device.conversation.message('onerror')).toContainText('<script>1</script>');
    await expect(device.conversation.log.locator('img, script, a[href^="javascript"]')).toHaveCount(0);
  });
});

test('messages of every kind are accessible in both themes @one-node', async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  await world.send(ben, conversationId, '> quote\n\n- **list** `code` ~~no~~ https://example.org\n\n```js\nlet a = "b"; // c\n```\n');
  await world.send(ben, conversationId, `@${ana.username} and @all`);
  for (const colorScheme of ['light', 'dark'] as const) {
    const device = await deviceOf(ana, { colorScheme });
    await device.open(ben.displayName);
    await device.conversation.message('and @all').hover();
    await expect(device.page.getByRole('toolbar')).toBeVisible();
    await expectAccessible(device.page);
  }
});
