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
  const device = await deviceOf(ana);
  await expect(device.rail).toMatchAriaSnapshot(`
    - navigation "Main":
      - link "Conversations 1 unread message"
      - link "Threads 1 unread reply"
      - button "Jump to"
      - link "Search"
      - link "Contacts"
      - link "Saved"
      - link "Settings"
      - button "Set your status"
  `);
  await expect(device.list).toMatchAriaSnapshot(`
    - navigation "Conversations":
      - heading "Conversations" [level=1]
      - button "More"
      - button "New conversation"
      - searchbox "Filter conversations"
      - list:
        - listitem:
          - link /Release Ben. When do we ship\\? .* 1 unread message/
  `);
  const view = await device.open('Release');
  await expect(view.message('When do we ship?')).toBeVisible();
  await expect(device.page.getByRole('region', { name: 'Release' })).toMatchAriaSnapshot(`
    - region "Release":
      - heading "Release" [level=2]
      - paragraph: 2 members
      - button "Menu of Release"
      - button "Details"
      - log "Messages with Release":
        - paragraph: Release
        - paragraph: This is where the conversation begins.
        - heading "Today. Go to another day" [level=3]:
          - button "Today. Go to another day"
        - paragraph: /Ana created the group “Release”/
        - article:
          - button "Show Ana"
          - time
          - text: The
          - strong: plan
          - text: is
          - link "here"
          - button /Sent|Delivered/
          - button "Ben reacted with 🎉"
          - button "Add a reaction"
          - button /1 reply/
        - article:
          - button "Show Ben"
          - time
          - 'button "Answer to Ana: The plan is here"'
          - text: Thank you
        - text: New
        - article:
          - button "Show Ben"
          - time
          - text: When do we ship?
          - group "When do we ship?":
            - button "Monday 0 votes"
            - button "Friday 0 votes"
            - paragraph: 0 people voted
      - textbox "Message Release"
      - button "Formatting"
      - button "Emoji"
      - button "More to write"
      - button "Send" [disabled]
  `);
  await world.send(ben, groupId, 'and **soon**');
  await expect(view.announcements.first()).toHaveText('Ben: and soon');
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
