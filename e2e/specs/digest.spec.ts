import { expect } from '@playwright/test';
import { Cable } from '../app/cable.ts';
import { keptMessages } from '../app/kept-messages.ts';
import { test } from '../app/test.ts';
import { channelLog, importChannel } from '../world/channel-log.ts';

test('rows that were ruined while the page was closed are found and mended, and the details say up to where all is well', async ({
  world,
  newDevice,
}) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  for (let index = 1; index <= 20; index += 1) await world.send(ben, conversationId, `line ${index}`);
  const anas = await newDevice();
  const cable = await Cable.plugInto(anas.page.context());
  const warnings: string[] = [];
  anas.page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  await anas.signIn(ana);
  const view = await anas.open(ben.displayName);
  await expect(view.message('line 20')).toBeVisible();
  await view.openDetails();
  const verified = view.details.getByText(/^Verified up to number \d+, just now$/);
  await expect(verified).toBeVisible();

  await cable.cut();
  const before = await keptMessages(anas.page, conversationId);
  const seqOf = (text: string) => before.find((message) => message.text === text)?.seq ?? 0;
  await keptMessages(anas.page, conversationId, [
    { seq: seqOf('line 5'), change: { text: 'never said' } },
    { seq: seqOf('line 7'), change: null },
    { seq: seqOf('line 9'), change: { reactions: [{ emoji: '👎', userIds: [ana.id] }] } },
    { seq: seqOf('line 11'), change: { changeSeq: 1_000_000 } },
  ]);
  expect(await keptMessages(anas.page, conversationId)).not.toEqual(before);
  await anas.page.reload();
  await expect(view.message('never said')).toBeVisible();
  await expect(verified).toBeHidden();

  cable.mend();
  await anas.hurry();
  await expect(view.message('line 5')).toBeVisible();
  await expect(view.message('line 7')).toBeVisible();
  await expect(view.message('never said')).toBeHidden();
  await expect.poll(() => keptMessages(anas.page, conversationId)).toEqual(before);
  await expect(verified).toBeVisible();
  expect(warnings.filter((text) => text.includes('was damaged'))).toHaveLength(1);
});

test('what was imported is found to be as the server has it', { tag: '@one-node' }, async ({ installation, world, deviceOf }) => {
  const ana = await world.person('Ana');
  const channel = `#digest-${ana.username}`;
  await importChannel(installation, channelLog(300), { channel, username: ana.username });
  const anas = await deviceOf(ana);
  const view = await anas.open(channel);
  await view.openDetails();
  await expect(view.details.getByText(/^Verified up to number \d+, just now$/)).toBeVisible();
});
