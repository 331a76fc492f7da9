import { type BrowserContext, expect } from '@playwright/test';
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

/** From now on the server has the build after this one: its worker has another name and keeps its files apart. */
async function publishNextBuild(context: BrowserContext): Promise<void> {
  await context.route('**/service-worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/"name":"[^"]+"/, '"name":"next"') });
  });
}

test('a newer build is kept beside the one in use, offered, and taken when one agrees', { tag: '@one-node' }, async ({
  world,
  newDevice,
}) => {
  const { ana, ben } = await world.twoPeopleTalking();
  const device = await newDevice({ serviceWorkers: 'allow' });
  const { page } = device;
  const keptBuilds = () => page.evaluate(() => caches.keys());
  const controller = () => page.evaluate(() => navigator.serviceWorker.controller?.state);
  await device.signIn(ana);
  await expect.poll(controller).toBe('activated');
  const [first = ''] = await keptBuilds();

  await publishNextBuild(page.context());
  await page.reload();
  await expect(page.getByText('A newer version of Parley is ready.')).toBeVisible();
  expect(await keptBuilds()).toEqual([first, 'parley-next']);
  await device.open(ben.displayName);
  await device.conversation.composer.fill('half a sentence');

  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Reload' }).click();
  await reloaded;
  await expect.poll(keptBuilds).toEqual(['parley-next']);
  await expect(device.conversation.composer).toHaveValue('half a sentence');
  await expect(page.getByText('A newer version of Parley is ready.')).toHaveCount(0);

  await device.node.stop();
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
