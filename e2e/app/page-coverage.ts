import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';

/** Where it is kept, in a run that counts coverage (`build/scripts/coverage.ts`). */
const FOLDER = process.env.PARLEY_COVERAGE;

/** Keeps which parts of the page's own scripts the pages of a browser ran; does nothing in a run that does not count. */
export class PageCoverage {
  readonly #pages = new Set<CountedPage>();

  /** Before the browser opens its first page. */
  constructor(context: BrowserContext) {
    if (FOLDER !== undefined) context.on('page', (page) => this.#pages.add(new CountedPage(page, FOLDER)));
  }

  /** Before the browser is closed. */
  async save(): Promise<void> {
    await Promise.all([...this.#pages].map((page) => page.save()));
  }
}

/** The browser forgets what a page ran once it shows another, so it is asked before each way to leave that a test takes. */
class CountedPage {
  readonly #page: Page;
  readonly #folder: string;
  #counting: Promise<void>;

  constructor(page: Page, folder: string) {
    this.#page = page;
    this.#folder = folder;
    const [goto, reload, close] = [page.goto.bind(page), page.reload.bind(page), page.close.bind(page)];
    page.goto = (...args) => this.#leave().then(() => goto(...args));
    page.reload = (...args) => this.#leave().then(() => reload(...args));
    page.close = (...args) => this.save().then(() => close(...args));
    this.#counting = this.#count();
  }

  async save(): Promise<void> {
    await this.#counting;
    if (this.#page.isClosed()) return;
    const scripts = await this.#page.coverage.stopJSCoverage();
    const result = scripts.filter(({ url }) => /\/assets\/[^/]+\.js$/.test(url)).map(({ url, functions }) => ({ url, functions }));
    const folder = path.join(this.#folder, 'pages');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `${randomUUID()}.json`), JSON.stringify({ result }));
  }

  async #leave(): Promise<void> {
    if (this.#page.url() === 'about:blank') return;
    await this.save();
    this.#counting = this.#count();
    await this.#counting;
  }

  #count(): Promise<void> {
    return this.#page.coverage.startJSCoverage({ resetOnNavigation: false });
  }
}
