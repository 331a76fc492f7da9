import { expect } from '@playwright/test';
import { ConversationView } from '../app/conversation-view.ts';
import { test } from '../app/test.ts';

test('the list shows what is new, newest first, and reading it counts on every device', async ({ world, deviceOf }) => {
  const [ana, ben, cleo] = await Promise.all([world.person('Ana'), world.person('Ben'), world.person('Cleo')]);
  const [withBen, withCleo] = [await world.direct(ana, ben), await world.direct(ana, cleo)];
  await world.send(cleo, withCleo, 'from Cleo');
  await world.send(ben, withBen, 'from Ben');
  const [desk, phone] = [await deviceOf(ana), await deviceOf(ana)];
  const titles = (device: typeof desk) =>
    device.list.getByRole('link').evaluateAll((rows) => rows.map((row) => row.querySelector('bdi')?.textContent));
  await expect.poll(() => titles(desk)).toEqual([ben.displayName, cleo.displayName]);

  await world.send(cleo, withCleo, 'and again');
  await expect.poll(() => titles(desk)).toEqual([cleo.displayName, ben.displayName]);
  for (const device of [desk, phone]) {
    await expect(device.row(cleo.displayName)).toContainText('2 unread messages');
    await expect(device.row(cleo.displayName)).toContainText('and again');
    await expect(device.page).toHaveTitle(/3/);
  }

  await desk.page.bringToFront();
  await desk.open(cleo.displayName);
  for (const device of [desk, phone]) await expect(device.row(cleo.displayName)).not.toContainText('unread');
  await expect(phone.row(ben.displayName)).toContainText('1 unread message');
});

test('a conversation with oneself keeps notes', async ({ world, deviceOf }) => {
  const ana = await world.person('Ana');
  const anas = await deviceOf(ana);
  const view = await anas.startDirect(ana.username, ana.displayName);
  await view.send('buy milk');
  await view.expectSent('buy milk');
  await expect(anas.row(`${ana.displayName} (you)`)).toContainText('buy milk');
});

test('words in every script, addresses and line breaks arrive as they were written', async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const [anas, bens] = [await deviceOf(ana), await deviceOf(ben)];
  const [anasView, bensView] = [await anas.open(ben.displayName), await bens.open(ana.displayName)];
  const texts = [
    'Привет, мир',
    'こんにちは世界',
    'مرحبا بالعالم https://example.org/ب',
    '👩‍👩‍👧‍👦 🇺🇦 é',
    '<img src=x onerror=alert(1)>',
    'two\n\n  lines',
  ];
  for (const text of texts) await anasView.send(text);
  await bensView.expectTexts(['Hello', ...texts]);
  await expect(bensView.log.getByRole('link')).toHaveAttribute('rel', /noopener/);
  expect(await bens.page.locator('img[src=x]').count()).toBe(0);
});

test('two tabs of one person show the same, and each message is sent once', async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const first = await deviceOf(ana);
  const view = await first.open(ben.displayName);
  const tab = await first.page.context().newPage();
  await tab.goto(first.page.url());
  const other = new ConversationView(tab);
  await other.expectTexts(['Hello']);
  await other.send('from the second tab');
  await view.expectTexts(['Hello', 'from the second tab']);
  await first.page.bringToFront();
  await view.send('from the first tab');
  await other.expectTexts(['Hello', 'from the second tab', 'from the first tab']);
  await first.page.close();
  await other.send('alone now');
  await other.expectSent('alone now');
  expect(await world.texts(ben, conversationId)).toEqual(['Hello', 'from the second tab', 'from the first tab', 'alone now']);
});
