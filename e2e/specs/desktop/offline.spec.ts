import { expect } from '@playwright/test';
import type { ConversationView } from '../../app/conversation-view.ts';
import { type DesktopDevice, deviceAt, expectKept, test } from '../../app/desktop-test.ts';
import type { Person } from '../../world/world.ts';

test('a day without a network: read, search as one types, write, restart; then all goes out in order, once, after a kill too', async ({
  world,
  deviceOf,
  desktopOf,
}) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  for (let n = 10; n < 70; n += 1) await world.send(ben, conversationId, `line ${n} about the harbour`);
  await world.send(ana, conversationId, 'the last one online');
  const first = await desktopOf(ana);
  const { desktop, node } = first;
  await (await first.open(ben.displayName)).expectSent('the last one online');

  await desktop.restart({ isOnline: false });
  const anas = await deviceAt(desktop, node);
  const talk = await anas.open(ben.displayName);
  await expect(talk.message('line 69 about the harbour')).toBeVisible();

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

/** What everybody sees once all that Ana did has come to them. */
async function expectDone(view: ConversationView, { ana, ben }: { ana: Person; ben: Person }, texts: readonly string[]): Promise<void> {
  await view.expectTexts(texts);
  await expect(view.message('an answer').getByRole('button', { name: `Answer to ${ben.displayName}: Hello` })).toBeVisible();
  await expect(view.message('as it was meant').getByText('edited')).toBeVisible();
  await expect(view.log.getByText('This message was deleted')).toBeVisible();
  const reaction = view.message('Do you like it?').getByRole('button', { name: /reacted with 👍/ });
  await expect(reaction).toHaveAccessibleName(new RegExp(`You|${ana.displayName}`));
}

/** What was read here and the server does not know yet. */
function readMarksOf({ page }: DesktopDevice): Promise<string> {
  return page.evaluate(async () => {
    const loaded = await window.parley?.call('store.load', {});
    const { readMarks } = JSON.parse(loaded?.ok ? String(loaded.value) : '{}') as { readMarks?: unknown };
    return JSON.stringify(readMarks);
  });
}

interface StoredChange {
  readonly changeSeq: number;
  readonly text: string | null;
}

/** The conversation's last number, and its messages in the order of their last changes. */
async function changesOf({ api }: Person, conversationId: string): Promise<{ lastSeq: number; messages: StoredChange[] }> {
  const { conversation } = await api.ask<{ conversation: { lastSeq: number; messages: { edges: { node: StoredChange }[] } } }>(
    'query ($id: ID!) { conversation(id: $id) { lastSeq messages(last: 50) { edges { node { changeSeq text } } } } }',
    { id: conversationId },
  );
  const messages = conversation.messages.edges.map(({ node }) => node).sort((a, b) => a.changeSeq - b.changeSeq);
  return { lastSeq: conversation.lastSeq, messages };
}

test('everything that is done without a network outlasts restarts and a kill, and goes out in order, once', async ({
  world,
  deviceOf,
  desktopOf,
}) => {
  test.slow();
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const cleo = await world.person('Cleo');
  const withCleo = await world.direct(cleo, ana);
  await world.send(ana, conversationId, 'as it was mistyped');
  await world.send(ana, conversationId, 'better unsaid');
  await world.send(ben, conversationId, 'Do you like it?');
  const first = await desktopOf(ana);
  const { desktop, node } = first;
  await (await first.open(ben.displayName)).expectTexts(['Hello', 'as it was mistyped', 'better unsaid', 'Do you like it?']);
  for (const text of ['one from Cleo', 'two from Cleo']) await world.send(cleo, withCleo, text);
  await expect(first.row(cleo.displayName).getByText('2 unread messages')).toBeAttached();
  const before = await changesOf(ben, conversationId);

  await desktop.restart({ isOnline: false });
  const anas = await deviceAt(desktop, node);
  const talk = await anas.open(ben.displayName);
  await talk.chooseFor('Hello', 'Answer');
  await talk.send('an answer');
  await talk.react('Do you like it?', '👍');
  await talk.chooseFor('as it was mistyped', 'Edit');
  await talk.send('as it was meant');
  await talk.chooseFor('better unsaid', 'Delete for everyone');
  await anas.page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  const done = ['Hello', 'as it was meant', '', 'Do you like it?', 'an answer'];
  await expectDone(talk, { ana, ben }, done);

  await desktop.restart({ isOnline: false });
  const again = await deviceAt(desktop, node);
  await expectDone(await again.open(ben.displayName), { ana, ben }, done);
  const cleos = await again.open(cleo.displayName);
  await cleos.expectTexts(['one from Cleo', 'two from Cleo']);
  await expect(again.row(cleo.displayName).getByText(/unread/)).toHaveCount(0);
  await (await again.open(ben.displayName)).send('the last of it');
  await expectKept(again, 'the last of it');
  await expect.poll(() => readMarksOf(again)).toContain(withCleo);

  await desktop.kill();
  await desktop.start({ isOnline: false });
  const afterKill = await deviceAt(desktop, node);
  await expect(afterKill.row(cleo.displayName).getByText(/unread/)).toHaveCount(0);
  const all = [...done, 'the last of it'];
  const view = await afterKill.open(ben.displayName);
  await expectDone(view, { ana, ben }, all);
  expect(await changesOf(ben, conversationId)).toEqual(before);

  await desktop.evaluate((_electron, _given, host) => host.network.set(true));
  await afterKill.hurry();
  await view.expectSent('the last of it');
  await expectDone(view, { ana, ben }, all);
  await expectDone(await (await deviceOf(ben)).open(ana.displayName), { ana, ben }, all);
  const after = await changesOf(ben, conversationId);
  const inOrder = ['Hello', 'an answer', 'Do you like it?', 'as it was meant', null, 'the last of it'];
  expect(after.messages.map(({ text }) => text)).toEqual(inOrder);
  expect(after.lastSeq - before.lastSeq).toBe(5);
  const phone = await deviceOf(ana);
  await expect(phone.row(ben.displayName)).toContainText('the last of it');
  await expect(phone.row(cleo.displayName).getByText(/unread/)).toHaveCount(0);
});
