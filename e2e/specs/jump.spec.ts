import { expect } from '@playwright/test';
import { test } from '../app/test.ts';
import { channelLog, importChannel } from '../world/channel-log.ts';
import type { Person } from '../world/world.ts';

const LINES = 1_200;

/** The number of the first line of an imported channel. */
async function firstLineOf({ api }: Person, id: string): Promise<number> {
  const { conversation } = await api.ask<{ conversation: { messages: { edges: { node: { seq: number; text: string | null } }[] } } }>(
    'query ($id: ID!) { conversation(id: $id) { messages(first: 100) { edges { node { seq text } } } } }',
    { id },
  );
  return conversation.messages.edges.find(({ node }) => node.text?.startsWith('line 1'))?.node.seq ?? 0;
}

test('a link to an old message shows it with what was said around it, and leads on to the newest', { tag: '@one-node' }, async ({
  installation,
  world,
  deviceOf,
}) => {
  const ana = await world.person('Ana');
  const channel = `#jump-${ana.username}`;
  await importChannel(installation, channelLog(LINES), { channel, username: ana.username });
  const anas = await deviceOf(ana);
  const { log } = await anas.open(channel);
  await expect(log.getByText(`line ${LINES} `)).toBeInViewport();
  const conversationUrl = anas.page.url();
  const conversationId = conversationUrl.split('/').at(-1) ?? '';
  const seqOfFirst = await firstLineOf(ana, conversationId);
  const seqOf = (line: number) => seqOfFirst + line - 1;

  await test.step('from outside', async () => {
    await anas.page.goto(`${conversationUrl}?m=${seqOf(300)}`);
    const target = log.getByRole('article').filter({ hasText: /line 300\b/ });
    await expect(target).toBeInViewport({ timeout: 30_000 });
    await expect(target).toBeFocused();
    await expect(log.getByText(/^line 295\b/)).toBeInViewport();
    await expect(log.getByText(/^line 305\b/)).toBeInViewport();
  });

  await test.step('what arrives meanwhile is counted, not shown', async () => {
    const ben = await world.person('Ben');
    await ana.api.ask('mutation ($id: ID!, $userIds: [ID!]!) { addMembers(conversationId: $id, userIds: $userIds) { id } }', {
      id: conversationId,
      userIds: [ben.id],
    });
    await world.send(ben, conversationId, 'news of today');
    await expect(anas.page.getByRole('button', { name: /new messages?\. Go to the newest message/ })).toBeVisible();
    await expect(log.getByText(/^line 300\b/)).toBeInViewport();
    await anas.page.getByRole('button', { name: /Go to the newest message/ }).click();
    await expect(log.getByText('news of today')).toBeInViewport();
  });

  await test.step('the way back leads to where one was', async () => {
    await anas.page.goto(`${conversationUrl}?m=${seqOf(500)}`);
    await expect(log.getByText(/^line 500\b/)).toBeInViewport();
    await anas.goTo('Settings');
    await expect(anas.page.getByRole('heading', { name: 'Settings' }).first()).toBeVisible();
    await anas.page.goBack();
    await expect(log.getByText(/^line 500\b/)).toBeInViewport();
  });

  await test.step('a place where no message is shows the nearest, and says so', async () => {
    await anas.page.goto(`${conversationUrl}?m=1`);
    await expect(anas.page.getByText('That message is not here')).toBeVisible();
    await expect(log.getByText(/^line 1\b/)).toBeInViewport();
  });
});

test('an old place scrolls on until it is one with the newest messages', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  for (let line = 1; line <= 200; line += 1) await world.send(ben, conversationId, `line ${line}`);
  const anas = await deviceOf(ana);
  await anas.page.goto(`/c/${conversationId}?m=20`);
  const { log } = anas.conversation;
  await expect(log.getByText('line 19', { exact: true })).toBeInViewport();
  await log.hover();
  const toNewest = anas.page.getByRole('button', { name: /Go to the newest message/ });
  await expect
    .poll(async () => {
      await anas.page.mouse.wheel(0, 1_000);
      return (await log.getByText('line 200', { exact: true }).isVisible()) && !(await toNewest.isVisible());
    })
    .toBe(true);
  await world.send(ben, conversationId, 'followed');
  await expect(log.getByText('followed')).toBeInViewport();
});

test('many unread messages are jumped to in one step', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  for (let line = 1; line <= 180; line += 1) await world.send(ben, conversationId, `line ${line}`);
  const anas = await deviceOf(ana);
  const { log } = await anas.open(ben.displayName);
  await anas.page.getByRole('button', { name: /Go to the first unread message/ }).click();
  await expect(log.getByText('Hello', { exact: true })).toBeInViewport();
  await expect(log.getByText('New', { exact: true })).toBeInViewport();
});

test('a day is chosen from the day above the messages', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  for (let line = 1; line <= 120; line += 1) await world.send(ben, conversationId, `line ${line}`);
  const anas = await deviceOf(ana);
  await anas.page.goto(`/c/${conversationId}?d=2020-01-01`);
  const { log } = anas.conversation;
  await expect(log.getByText('Hello', { exact: true })).toBeInViewport();
  await log.getByRole('button', { name: /^Today/ }).click();
  await anas.page.getByLabel('Day', { exact: true }).fill('2019-05-04');
  await anas.page.getByRole('button', { name: 'Go', exact: true }).click();
  await expect(anas.page).toHaveURL(/\?d=2019-05-04$/);
  await expect(log.getByText('Hello', { exact: true })).toBeInViewport();
});
