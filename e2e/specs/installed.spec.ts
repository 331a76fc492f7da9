import { expect } from '@playwright/test';
import { BuildProxy } from '../app/build-proxy.ts';
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

test('a newer build is kept beside the one in use, offered, and taken when one agrees', { tag: '@one-node' }, async ({
  world,
  installation,
  newDevice,
}) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const proxy = await BuildProxy.start(installation.node(0).url);
  const device = await newDevice({ serviceWorkers: 'allow', baseURL: proxy.url });
  const { page } = device;
  const keptBuilds = () => page.evaluate(() => caches.keys());
  const offer = page.getByText('A newer version of Parley is ready.');
  await device.signIn(ana);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
  const [first = ''] = await keptBuilds();
  await device.open(ben.displayName);
  await device.conversation.composer.fill('half a sentence');

  // As the page does every hour.
  proxy.publishNextBuild();
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect(offer).toBeVisible();
  expect(await keptBuilds()).toEqual([first, 'parley-next']);
  await expect(device.conversation.composer).toHaveValue('half a sentence');

  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Reload' }).click();
  await reloaded;
  await expect.poll(keptBuilds).toEqual(['parley-next']);
  await expect(device.conversation.composer).toHaveValue('half a sentence');
  await expect(offer).toHaveCount(0);

  proxy.close();
  await page.reload();
  await device.conversation.expectOpen(ben.displayName);
  await device.conversation.expectTexts(['Hello']);
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
