import { type CDPSession, chromium, type Page } from '@playwright/test';
import { blankTimes } from './page-probes.ts';

/** How many times slower than this machine the page runs: a modest laptop. */
const SLOWDOWN = 4;

const REST_MS = 1_000;

const ARGUMENTS = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export interface Account {
  readonly username: string;
  readonly password: string;
}

/** A browser with Parley's page in it, slowed down, and what is timed in it. */
export class PageDriver {
  readonly page: Page;
  readonly #session: CDPSession;
  readonly close: () => Promise<void>;

  private constructor(page: Page, session: CDPSession, close: () => Promise<void>) {
    this.page = page;
    this.#session = session;
    this.close = close;
  }

  /** Opens the page and signs in by the form. */
  static async open(url: string, { username, password }: Account): Promise<PageDriver> {
    const executablePath = process.env.PARLEY_CHROMIUM;
    const browser = await chromium.launch({
      args: process.getuid?.() === 0 ? ['--no-sandbox', ...ARGUMENTS] : ARGUMENTS,
      ...(executablePath !== undefined && { executablePath }),
    });
    const page = await browser.newPage({ baseURL: url, viewport: { width: 1280, height: 800 } });
    const session = await page.context().newCDPSession(page);
    await page.goto('/sign-in');
    await page.getByRole('textbox', { name: 'Username' }).fill(username);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').first().waitFor();
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new PageDriver(page, session, () => browser.close());
  }

  /** Opens a conversation from the list; milliseconds from the press until its messages are painted. */
  open(title: string): Promise<number> {
    return this.page.evaluate(async (wanted) => {
      const link = [...document.querySelectorAll<HTMLElement>('nav a')].find((each) => each.textContent?.includes(wanted));
      if (!link) throw new Error(`${wanted} is not in the list.`);
      const isOpen = () => {
        const log = document.querySelector('[role="log"]');
        return log?.getAttribute('aria-label')?.includes(wanted) === true && log.querySelector('[data-index] article') !== null;
      };
      const begin = performance.now();
      link.click();
      // Asked as a frame begins: a frame that begins with its messages there shows them.
      do await new Promise<number>(requestAnimationFrame);
      while (!isOpen());
      await new Promise<void>((resolve) => setTimeout(resolve));
      return performance.now() - begin;
    }, title);
  }

  /** As long as a person looks at one conversation at the least, before they open another. */
  async rest(): Promise<void> {
    await this.page.waitForTimeout(REST_MS);
  }

  /** Types into the composer; milliseconds from each key until what it did is painted. */
  async type(text: string): Promise<number[]> {
    const composer = this.page.getByRole('main').locator('textarea').first();
    await composer.focus();
    await composer.evaluate((element) => {
      const times: number[] = [];
      element.addEventListener('keydown', ({ timeStamp }) => {
        requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - timeStamp)));
      });
      Object.assign(window, { keyTimes: times });
    });
    await composer.pressSequentially(text, { delay: 60 });
    const times = await this.page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
    await composer.fill('');
    return times;
  }

  /** Turns the wheel towards older messages; how long, at the longest, a part of the window stayed empty. */
  async scrollBack(turns: number): Promise<{ readonly longestBlankMs: number; readonly frames: number }> {
    const log = this.page.getByRole('log');
    await log.hover();
    const stop = await blankTimes(log);
    for (let turn = 0; turn < turns; turn += 1) {
      await this.page.mouse.wheel(0, -600);
      await this.page.waitForTimeout(50);
    }
    return stop();
  }

  /** What the page's objects take after a collection, in MB. */
  async heapMb(): Promise<number> {
    await this.#session.send('HeapProfiler.enable');
    for (let round = 0; round < 3; round += 1) await this.#session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#session.send('Runtime.getHeapUsage');
    return usedSize / 1024 / 1024;
  }

  /** What the page's thread has worked by now, in milliseconds with the slow-down in them; what else the machine does counts for little. */
  async workMs(): Promise<number> {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
  }
}
