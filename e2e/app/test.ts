import { type BrowserContext, type BrowserContextOptions, test as base } from '@playwright/test';
import { Server } from '../world/server.ts';
import { type Identity, World } from '../world/world.ts';
import { PageCoverage } from './page-coverage.ts';
import { ParleyPage } from './parley-page.ts';

interface Fixtures {
  readonly world: World;
  /** A browser of somebody's own, on no page yet. */
  readonly newDevice: (options?: BrowserContextOptions) => Promise<ParleyPage>;
  /** The same, signed in by the form. */
  readonly deviceOf: (person: Identity, options?: BrowserContextOptions) => Promise<ParleyPage>;
}

/** Every test has the real server, a world of its own on it, and as many browsers as it wants. An error that a page throws fails the test. */
export const test = base.extend<Fixtures, { readonly server: Server }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from this pattern.
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.remove();
    },
    { scope: 'worker' },
  ],
  world: async ({ server }, use) => {
    await server.restore();
    await use(new World(server));
  },
  newDevice: async ({ browser, server }, use) => {
    const browsers: { context: BrowserContext; coverage: PageCoverage }[] = [];
    const errors: Error[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL: server.url, ...options });
      browsers.push({ context, coverage: new PageCoverage(context) });
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(error));
      return new ParleyPage(page);
    });
    await Promise.all(browsers.map(({ context, coverage }) => coverage.save().then(() => context.close())));
    if (errors.length > 0) throw new AggregateError(errors, `A page threw: ${errors.map(({ message }) => message).join('; ')}`);
  },
  deviceOf: async ({ newDevice }, use) => {
    await use(async (person, options) => {
      const device = await newDevice(options);
      await device.signIn(person);
      return device;
    });
  },
});
