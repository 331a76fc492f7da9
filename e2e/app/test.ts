import { type BrowserContext, type BrowserContextOptions, test as base } from '@playwright/test';
import { Installation } from '../world/installation.ts';
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

/** What a project of `build/playwright.config.ts` chooses. */
export interface InstallationOptions {
  /** How many nodes the installation has. */
  readonly nodes: number;
}

interface WorkerFixtures extends InstallationOptions {
  readonly installation: Installation;
}

const MORE_PER_BROWSER_MS = 20_000;

/**
 * Every test has a real installation, a world of its own on it, and as many browsers as it wants: the first one is at the first node, the
 * second one at the second, and so on. An error that a page throws fails the test.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  nodes: [1, { scope: 'worker', option: true }],
  installation: [
    async ({ nodes }, use) => {
      const installation = await Installation.start(nodes);
      await use(installation);
      await installation.remove();
    },
    // Starting PostgreSQL and the nodes is not on the time of the test that happens to come first.
    { scope: 'worker', timeout: 120_000 },
  ],
  world: async ({ installation }, use) => {
    await installation.restore();
    await use(new World(installation.urls));
  },
  newDevice: async ({ browser, installation }, use, testInfo) => {
    const browsers: { context: BrowserContext; coverage: PageCoverage }[] = [];
    const errors: Error[] = [];
    let count = 0;
    await use(async (options = {}) => {
      // Counted before anything is waited for, so that browsers made at the same time are at different nodes.
      const index = count++;
      const node = installation.node(index);
      // Browsers share the processors: what several people do takes longer as a whole. A single step has the time it always has.
      if (index > 0) testInfo.setTimeout(testInfo.timeout + MORE_PER_BROWSER_MS);
      const context = await browser.newContext({ baseURL: node.url, ...options });
      browsers.push({ context, coverage: new PageCoverage(context) });
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(error));
      return new ParleyPage(page, node);
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
