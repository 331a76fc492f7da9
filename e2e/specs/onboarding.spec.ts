import { expect } from '@playwright/test';
import { expectAccessible } from '../app/accessibility.ts';
import { test } from '../app/test.ts';

test('somebody new is shown the first steps, until they are done or sent away', { tag: '@one-node' }, async ({ world, newDevice }) => {
  const device = await newDevice({ permissions: ['clipboard-read', 'clipboard-write'] });
  const { page } = device;
  await device.signUp(world.stranger('Ana'));
  const steps = page.getByRole('region', { name: 'First steps' });
  await expect(steps.getByRole('button', { name: 'Write yourself a note' })).toBeVisible();
  await expectAccessible(page);

  await steps.getByRole('button', { name: 'Invite colleagues' }).click();
  await expect(page.getByText('The address is copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(new URL('/sign-up', page.url()).href);
  await expect(steps.getByRole('button', { name: /^Invite colleagues ?, done/ })).toBeVisible();

  await steps.getByRole('button', { name: 'Write yourself a note' }).click();
  await device.conversation.send('Remember the milk');
  await device.goTo('Conversations');
  await expect(steps.getByRole('button', { name: /^Write yourself a note ?, done/ })).toBeVisible();

  await steps.getByRole('button', { name: 'Hide the first steps' }).click();
  await expect(steps).toBeHidden();
  await page.reload();
  await expect(page.getByText('Pick a conversation')).toBeVisible();
  await expect(steps).toBeHidden();
});
