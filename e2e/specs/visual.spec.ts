import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { ParleyPage } from '../app/parley-page.ts';
import { canCompare, expectPicture, holdStill } from '../app/picture.ts';
import { test } from '../app/test.ts';
import type { Person, World } from '../world/world.ts';

/**
 * The main screens as they are meant to look (`npm run e2e -- --visual`, with `--update-snapshots` after a change that is meant). Words in the
 * page's own font alone: emoji and code have the fonts of the system.
 */

const LOOKS = [
  { colorScheme: 'light', width: 1280, height: 720 },
  { colorScheme: 'dark', width: 1280, height: 720 },
  { colorScheme: 'light', width: 360, height: 740 },
  { colorScheme: 'dark', width: 360, height: 740 },
] as const;

async function say({ api }: Person, conversationId: string, said: object): Promise<string> {
  const { sendMessage } = await api.ask<{ sendMessage: { id: string } }>(
    'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { id } }',
    { input: { conversationId, clientMessageId: randomUUID(), ...said } },
  );
  return sendMessage.id;
}

/** The same people, groups and words in every run. */
async function stillWorld(world: World) {
  const [ana, ben, cleo] = await Promise.all(['Ana', 'Ben', 'Cleo'].map((name) => world.person(name, { displayName: name })));
  if (ana === undefined || ben === undefined || cleo === undefined) throw new Error('Three people were made.');
  await say(ben, await world.direct(ben, ana), { text: 'See you at nine' });
  const groupId = await world.group(ana, [ben, cleo], 'Release');
  const plan = await say(ana, groupId, {
    text: 'The **plan** for the release is [here](https://example.org/plan). Please read it ~~today~~ by Friday.',
  });
  await say(ben, groupId, { text: 'What about the migration?', threadRootId: plan });
  await say(cleo, groupId, { text: 'It is in the second chapter.', threadRootId: plan });
  await say(cleo, groupId, { text: 'Looks good to me', replyToId: plan });
  await say(ben, groupId, {
    text: '> nobody is in the office\n\nThen let us go through it:\n\n1. migrate\n2. deploy\n3. watch the graphs',
  });
  await say(cleo, groupId, { text: 'When do we ship?', poll: { options: ['On Monday', 'On Friday'], isMultiple: false } });
  await world.acknowledge(ana, groupId, { readSeq: 99 });
  await say(cleo, await world.direct(cleo, ana), { text: 'Do you have a minute?' });
  return { ana };
}

for (const { colorScheme, width, height } of LOOKS) {
  const look = { colorScheme, reducedMotion: 'reduce', viewport: { width, height } } as const;
  const keep = async ({ page }: ParleyPage, name: string) => {
    await page.mouse.move(0, 0);
    await holdStill(page);
    await expectPicture(page, `${name}-${width}-${colorScheme}`);
  };

  test(`the main screens look as they should, ${width} px, ${colorScheme}`, { tag: '@one-node' }, async ({ world, newDevice }, info) => {
    const { ana } = await stillWorld(world);
    const device = await newDevice(look);
    const { page } = device;
    await page.goto('/sign-in');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    test.skip(!(await canCompare(page, info)), 'Letters are drawn otherwise here than where the pictures were taken.');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await expectPicture(page.locator('form'), `sign-in-${width}-${colorScheme}`);

    await device.signIn(ana);
    await expect(device.list.getByRole('link').first()).toContainText('Do you have a minute?');
    await keep(device, 'list');
    const view = await device.open('Release');
    await expect(view.message('When do we ship?')).toBeVisible();
    await keep(device, 'conversation');
    await view
      .message('The plan')
      .getByRole('button', { name: /2 replies/ })
      .click();
    await expect(page.getByText('It is in the second chapter.')).toBeVisible();
    await keep(device, 'thread');
    await page.goto('/search?q=release');
    await expect(page.getByRole('listbox', { name: 'Results' }).getByRole('option')).toHaveCount(1);
    await keep(device, 'search');
    await page.goto('/settings/appearance');
    await expect(page.getByText('Density', { exact: true })).toBeVisible();
    await keep(device, 'settings');
  });
}
