import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { expectAccessible } from '../app/accessibility.ts';
import { Cable } from '../app/cable.ts';
import type { ParleyPage } from '../app/parley-page.ts';
import { test } from '../app/test.ts';
import type { Person, World } from '../world/world.ts';

/** Says something in a conversation, or in the thread of a message; gives the message's id. */
async function say({ api }: Person, conversationId: string, [text, threadRootId]: readonly [string, string?]): Promise<string> {
  const { sendMessage } = await api.ask<{ sendMessage: { id: string } }>(
    'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }',
    { input: { conversationId, clientMessageId: randomUUID(), text, ...(threadRootId !== undefined && { threadRootId }) } },
  );
  return sendMessage.id;
}

/** Ana and Ben in a group, in which Ana asked two things and Ben replied to both. */
async function twoThreads(world: World) {
  const [ana, ben] = await Promise.all([world.person('Ana'), world.person('Ben')]);
  const groupId = await world.group(ben, [ana], 'Launch');
  const first = await say(ana, groupId, ['Who brings the **cake**?']);
  const second = await say(ana, groupId, ['Who opens the doors?']);
  await say(ben, groupId, ['I do', second]);
  await say(ben, groupId, ['Cleo said she would', first]);
  return { ana, ben, groupId, first, second };
}

const rows = ({ page }: ParleyPage) => page.getByRole('list', { name: 'Threads' }).getByRole('listitem');
const thread = ({ page }: ParleyPage) => page.getByRole('complementary', { name: 'Thread' });

test('threads of all conversations are in one list, with what is new in them, on all devices', async ({ world, deviceOf }) => {
  const { ana, ben, groupId, second } = await twoThreads(world);
  const [desk, other] = [await deviceOf(ana), await deviceOf(ana)];
  await expect(desk.rail.getByText('2 unread replies')).toBeAttached();
  await desk.rail.getByRole('link', { name: 'Threads' }).click();
  await expect(rows(desk)).toHaveText([/Launch.*Who brings the cake\?.*1 reply/s, /Launch.*Who opens the doors\?.*1 reply/s]);
  await expectAccessible(desk.page);

  await rows(desk).first().getByRole('link').click();
  await expect(thread(desk).getByRole('article').filter({ hasText: 'Cleo said she would' })).toBeVisible();
  await desk.page.bringToFront();
  await expect(desk.rail.getByText('1 unread reply', { exact: true })).toBeAttached();
  await expect(other.rail.getByText('1 unread reply', { exact: true })).toBeAttached();

  await say(ben, groupId, ['With my keys', second]);
  await expect(other.rail.getByText('2 unread replies')).toBeAttached();
  await other.rail.getByRole('link', { name: 'Threads' }).click();
  await expect(rows(other)).toHaveText([/Who opens the doors\?.*2 replies/s, /Who brings the cake\?/]);
});

test('one stops following a thread, thinks better of it, and follows what others began', async ({ world, deviceOf }) => {
  const { ana, ben, groupId } = await twoThreads(world);
  const notAnas = await say(ben, groupId, ['Only among us']);
  await say(ben, groupId, ['yes', notAnas]);
  const device = await deviceOf(ana);
  await device.rail.getByRole('link', { name: 'Threads' }).click();
  await expect(rows(device)).toHaveCount(2);
  await rows(device).first().getByRole('button', { name: 'Stop following this thread' }).click();
  await expect(rows(device)).toHaveText([/Who opens the doors\?/]);
  await device.page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows(device)).toHaveCount(2);

  await device.rail.getByRole('link', { name: 'Conversations' }).click();
  const view = await device.open('Launch');
  await view
    .message('Only among us')
    .getByRole('button', { name: /1 reply/ })
    .click();
  await thread(device).getByRole('button', { name: 'Follow this thread' }).click();
  await expect(thread(device).getByRole('button', { name: 'Stop following this thread' })).toBeVisible();
  await device.rail.getByRole('link', { name: 'Threads' }).click();
  await expect(rows(device)).toHaveText([/Only among us/, /cake/, /doors/]);
});

test('without a server the threads that the device holds are there', { tag: '@one-node' }, async ({ world, newDevice }) => {
  const { ana } = await twoThreads(world);
  const device = await newDevice();
  const cable = await Cable.plugInto(device.page.context());
  await device.signIn(ana);
  const view = await device.open('Launch');
  await expect(view.message('Who opens the doors?')).toBeVisible();
  await cable.cut();
  await device.page.goto('/threads');
  await expect(device.page.getByText('these are the threads that this device holds')).toBeVisible();
  await expect(rows(device)).toHaveText([/cake/, /doors/]);
  await rows(device).last().getByRole('link').click();
  await expect(thread(device).getByRole('article').filter({ hasText: 'I do' })).toBeVisible();
});

test('nobody is in a thread yet', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const device = await deviceOf(await world.person('Ana'), { viewport: { width: 360, height: 740 } });
  await device.rail.getByRole('link', { name: 'Threads' }).click();
  await expect(device.page.getByText('No threads yet')).toBeVisible();
  await expectAccessible(device.page);
});
