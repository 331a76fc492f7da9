import { expect } from '@playwright/test';
import { keepScreenshot } from '../app/screenshot.ts';
import { test } from '../app/test.ts';

test('the playground opens with examples, and its subscription follows live events', async ({ world, newDevice }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const { page } = await newDevice({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto('/graphql');
  const editor = page.getByRole('region', { name: 'Operation Editor' });
  await expect(editor).toContainText('Make an account');
  await page.getByRole('tab', { name: 'Events' }).getByRole('button', { name: 'Events' }).click();
  await expect(page.getByRole('tab', { name: 'Events', selected: true })).toBeVisible();
  await expect(editor).toContainText('Follow everything live');

  await page.getByRole('button', { name: 'Headers' }).click();
  const headers = page.getByRole('region', { name: 'Headers' });
  await expect(headers).toContainText('Bearer PASTE-IT-HERE');
  await headers.getByRole('code').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.evaluate((words) => navigator.clipboard.writeText(words), JSON.stringify({ authorization: `Bearer ${ana.token}` }));
  await page.keyboard.press('ControlOrMeta+V');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('graphiql:tabState'))).toContain(ana.token);
  await page.getByRole('button', { name: /^Execute/ }).click();
  await expect(page.getByRole('button', { name: /^Stop/ })).toBeVisible();
  await world.send(ben, conversationId, 'seen in the playground');
  await expect(page.getByRole('region', { name: 'Result Window' })).toContainText('seen in the playground');
  await keepScreenshot(page, 'playground');
  expect(page.url()).not.toContain(ana.token);
});
