import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { test } from '../app/test.ts';

/** What everybody loads before anything can be read, compressed as a proxy would; in bytes (docs/performance.md, 'The page'). */
const FIRST_LOAD_MAX = 350 * 1024;

test('the scripts and styles of a first visit to a conversation are small', { tag: '@one-node' }, async ({ world, deviceOf }) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const anas = await deviceOf(ana);
  await anas.open(ben.displayName);
  const sizes = new Map<string, number>();
  const readings: Promise<void>[] = [];
  anas.page.on('response', (response) => {
    if (!['script', 'stylesheet'].includes(response.request().resourceType())) return;
    readings.push(response.body().then((body) => void sizes.set(response.url(), gzipSync(body).length)));
  });
  await anas.page.reload();
  await anas.conversation.expectOpen(ben.displayName);
  await expect(anas.conversation.message('Hello')).toBeVisible();
  await anas.page.waitForLoadState('networkidle');
  await Promise.all(readings);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect(sizes.size).toBeGreaterThan(1);
  expect(total, `${JSON.stringify(Object.fromEntries(sizes), null, 1)}`).toBeLessThan(FIRST_LOAD_MAX);
});
