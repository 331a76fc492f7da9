import { expect } from '@playwright/test';
import { deviceAt, expectKept, test } from '../../app/desktop-test.ts';

test('a day without a network: read, search as one types, write, restart; then all goes out in order, once, after a kill too', async ({
  world,
  deviceOf,
  desktopOf,
}) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  for (let n = 1; n <= 60; n += 1) await world.send(ben, conversationId, `line ${n} about the harbour`);
  await world.send(ana, conversationId, 'the last one online');
  const first = await desktopOf(ana);
  const { desktop, node } = first;
  await (await first.open(ben.displayName)).expectSent('the last one online');

  await desktop.restart({ isOnline: false });
  const anas = await deviceAt(desktop, node);
  const talk = await anas.open(ben.displayName);
  await expect(talk.message('line 60 about the harbour')).toBeVisible();

  await anas.page.keyboard.press('ControlOrMeta+Shift+F');
  const field = anas.page.getByRole('searchbox', { name: 'Search messages' });
  const found = anas.page.getByRole('listbox', { name: 'Results' }).getByRole('option');
  await expect(anas.page.getByText('only words in what this device holds')).toBeVisible();
  await field.pressSequentially('harb line 5');
  await expect(found.first()).toContainText('line 59 about the harbour');
  await expect(found.first().locator('mark')).toHaveText(['line', '5', 'harb']);
  await field.fill('"line 30"');
  await expect(found).toHaveText(/line 30 about the harbour/);
  await found.click();
  await expect(talk.message('line 30 about the harbour')).toBeVisible();
  await anas.page.getByRole('button', { name: /newest|latest/i }).click();

  await talk.send('first without a network');
  await talk.send('second without a network');
  await talk.composer.fill('half a thought');
  await expectKept(anas, 'half a thought');

  await desktop.restart({ isOnline: false });
  const again = await deviceAt(desktop, node);
  const againTalk = await again.open(ben.displayName);
  await expect(againTalk.message('second without a network')).toBeVisible();
  await expect(againTalk.composer).toHaveValue('half a thought');

  await desktop.kill();
  await desktop.start({ isOnline: true });
  const back = await deviceAt(desktop, node);
  const backTalk = await back.open(ben.displayName);
  await backTalk.expectSent('second without a network');
  const bens = await deviceOf(ben);
  const bensTalk = await bens.open(ana.displayName);
  await expect
    .poll(async () => (await bensTalk.texts()).slice(-3))
    .toEqual(['the last one online', 'first without a network', 'second without a network']);
});

test('a message that is typed for finds what is held while the server has not answered', async ({ world, desktopOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  await world.send(ben, conversationId, 'the narwhal is here');
  const anas = await desktopOf(ana);
  await (await anas.open(ben.displayName)).expectTexts(['Hello', 'the narwhal is here']);
  await anas.page.keyboard.press('ControlOrMeta+Shift+F');
  await anas.page.getByRole('searchbox', { name: 'Search messages' }).pressSequentially('nar');
  const results = anas.page.getByRole('listbox', { name: 'Results' });
  await expect(results.getByRole('option')).toHaveCount(1);
  await expect(results.locator('mark')).toHaveText('nar');
});
