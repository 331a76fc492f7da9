import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { test } from '../app/test.ts';
import type { Person, World } from '../world/world.ts';

/**
 * What a screen reader is told (WEB-2): the tree of roles, names and states that the browser gives it. What is not in there cannot be heard;
 * what is there is found by its role and name alone.
 */

interface Said {
  readonly id: string;
  readonly seq: number;
}

async function say({ api }: Person, conversationId: string, said: object): Promise<Said> {
  const { sendMessage } = await api.ask<{ sendMessage: Said }>(
    'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id seq } }',
    { input: { conversationId, clientMessageId: randomUUID(), ...said } },
  );
  return sendMessage;
}

/** A group in which one of everything was said; the poll is unread. */
async function oneOfEverything(world: World) {
  const [ana, ben] = [await world.person('Ana', { displayName: 'Ana' }), await world.person('Ben', { displayName: 'Ben' })];
  const groupId = await world.group(ana, [ben], 'Release');
  const plan = await say(ana, groupId, { text: 'The **plan** is [here](https://example.org/plan)' });
  await ben.api.ask('mutation ($input: SetReactionInput!) { setReaction(input: $input) { id } }', {
    input: { conversationId: groupId, messageId: plan.id, clientOperationId: randomUUID(), emoji: '🎉', isOn: true },
  });
  const answer = await say(ben, groupId, { text: 'Thank you', replyToId: plan.id });
  await say(ben, groupId, { text: 'Any doubts?', threadRootId: plan.id });
  await world.acknowledge(ana, groupId, { readSeq: answer.seq });
  await say(ben, groupId, { text: 'When do we ship?', poll: { options: ['Monday', 'Friday'], isMultiple: false } });
  return { ana, ben, groupId };
}

test('a whole conversation can be heard, with all that hangs on its messages', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const { ana, ben, groupId } = await oneOfEverything(world);
  const { page, list, rail, conversation, open } = await deviceOf(ana).then((device) => ({ ...device, open: device.open.bind(device) }));
  await expect(list.getByRole('link')).toHaveCount(1);
  console.log(await rail.ariaSnapshot());
  console.log(await list.ariaSnapshot());
  await open('Release');
  await expect(conversation.message('When do we ship?')).toBeVisible();
  console.log(await page.getByRole('main').ariaSnapshot());
  await world.send(ben, groupId, 'and **soon**');
  await expect(conversation.announcements).toHaveText('Ben: and soon');
});

test('an ordinary conversation is had by roles and names alone', { tag: '@one-node' }, async ({ world, newDevice }) => {
  const [ana, ben] = [await world.person('Ana', { displayName: 'Ana' }), await world.person('Ben', { displayName: 'Ben' })];
  const { page } = await newDevice();
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Username' }).fill(ana.username);
  await page.getByLabel('Password', { exact: true }).fill(ana.password);
  await page.getByRole('button', { name: 'Sign in' }).press('Enter');

  await page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name: 'New conversation' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New conversation' });
  await dialog.getByRole('searchbox').or(dialog.getByRole('textbox')).first().fill(ben.username);
  await dialog.getByRole('option', { name: 'Ben' }).click();
  const field = page.getByRole('textbox', { name: 'Message Ben' });
  await field.fill('Where do we eat?');
  await field.press('Enter');
  const log = page.getByRole('log', { name: 'Messages with Ben' });
  await expect(log.getByRole('article').filter({ hasText: 'Where do we eat?' })).toBeVisible();

  const conversationId = await world.direct(ben, ana);
  const question = (await world.messages(ben, conversationId)).at(-1);
  expect(question?.text).toBe('Where do we eat?');
  await world.send(ben, conversationId, 'At the harbour');
  const answer = log.getByRole('article').filter({ hasText: 'At the harbour' });
  await answer.focus();
  await answer.getByRole('toolbar', { name: 'Message actions' }).getByRole('button', { name: 'Add a reaction' }).press('Enter');
  await page.getByRole('button', { name: 'React with 👍' }).press('Enter');
  await expect(answer.getByRole('button', { name: /reacted with 👍/, pressed: true })).toBeVisible();

  await answer.press('Enter');
  await page.getByRole('menu', { name: 'Message actions' }).getByRole('menuitem', { name: 'Reply in thread' }).press('Enter');
  const thread = page.getByRole('complementary', { name: 'Thread' });
  await thread.getByRole('textbox', { name: 'Reply in the thread' }).fill('At eight?');
  await thread.getByRole('textbox', { name: 'Reply in the thread' }).press('Enter');
  await expect(thread.getByRole('log', { name: 'Thread' }).getByRole('article').filter({ hasText: 'At eight?' })).toBeVisible();
  await thread.getByRole('button', { name: 'Close the thread' }).press('Enter');
  await expect(answer.getByRole('button', { name: /1 reply/ })).toBeVisible();

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Search' }).press('Enter');
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('harbour');
  await page.getByRole('listbox', { name: 'Results' }).getByRole('option', { name: 'At the harbour' }).click();
  await expect(log.getByRole('article').filter({ hasText: 'At the harbour' })).toBeFocused();
});
