import { expect } from '@playwright/test';
import { test } from '../app/test.ts';

test('the page starts without a server, shows what it has, and sends what is written when the server is back', {
  tag: '@one-node',
}, async ({ world, newDevice }) => {
  const { ana, ben, conversationId } = await world.twoPeopleTalking();
  const device = await newDevice({ serviceWorkers: 'allow' });
  await device.signIn(ana);
  await device.open(ben.displayName);
  await device.conversation.expectTexts(['Hello']);
  await device.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => device.page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');

  await device.node.stop();
  await device.page.reload();
  await device.conversation.expectOpen(ben.displayName);
  await device.conversation.expectTexts(['Hello']);
  await device.conversation.send('from the train');
  await device.node.restore();
  await device.hurry();
  await device.conversation.expectSent('from the train');
  expect(await world.texts(ben, conversationId)).toEqual(['Hello', 'from the train']);
});

test('the page can be installed', { tag: '@one-node' }, async ({ newDevice }) => {
  const { page } = await newDevice();
  await page.goto('/sign-in');
  const href = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = await (await page.request.get(href ?? '')).json();
  expect(manifest).toMatchObject({ name: 'Parley', start_url: '/', display: 'standalone' });
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(async (url) => {
      const { width, height } = await createImageBitmap(await (await fetch(url)).blob());
      return `${width}x${height}`;
    }, src);
    expect(size).toBe(sizes);
  }
});
