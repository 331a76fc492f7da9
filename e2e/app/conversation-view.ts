import { expect, type Locator, type Page } from '@playwright/test';

/** An open conversation: header, timeline, composer, details. */
export class ConversationView {
  readonly page: Page;
  readonly log: Locator;
  /** Below the title: whether the other person is here, or how many members there are. */
  readonly subtitle: Locator;
  readonly composer: Locator;
  readonly details: Locator;
  readonly announcements: Locator;

  constructor(page: Page) {
    this.page = page;
    this.log = page.getByRole('log', { name: 'Messages with' });
    this.subtitle = page.getByRole('main').locator('header p').first();
    this.composer = page.getByRole('main').locator('textarea');
    this.details = page.getByRole('complementary', { name: 'Details' }).or(page.getByRole('dialog', { name: 'Details' }));
    this.announcements = page.getByRole('main').locator('[aria-live=polite]');
  }

  async expectOpen(title: string): Promise<void> {
    await expect(this.page.getByRole('main').getByRole('heading', { name: title, level: 2 }).first()).toBeVisible();
    await expect(this.composer).toBeVisible();
  }

  /** Types the text and presses Enter. */
  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
    await expect(this.composer).toHaveValue('');
  }

  /** One message by its words. */
  message(text: string): Locator {
    return this.log.getByRole('article').filter({ hasText: text });
  }

  /** Opens the menu of a message and chooses from it. */
  async chooseFor(text: string, entry: string): Promise<void> {
    await this.message(text).click({ button: 'right', position: { x: 4, y: 4 } });
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  /** Puts a reaction on a message; one of those that are offered first. */
  async react(text: string, emoji: string): Promise<void> {
    await this.message(text).hover();
    await this.message(text).getByRole('toolbar').getByRole('button', { name: 'Add a reaction' }).click();
    await this.page.getByRole('button', { name: `React with ${emoji}` }).click();
  }

  /** How far one's own message has come, in words. */
  status(text: string, label: string): Locator {
    return this.message(text).getByText(label, { exact: true });
  }

  /** Waits until one's own message is on the server's disk. */
  async expectSent(text: string): Promise<void> {
    await expect(this.message(text).getByText(/^(Sent|Delivered|Read)/)).toBeAttached();
  }

  /** What is written, oldest first, as far as it is drawn. */
  texts(): Promise<string[]> {
    return this.log
      .getByRole('article')
      .evaluateAll((articles) => articles.map((article) => article.querySelector('[dir=auto] > div')?.textContent ?? ''));
  }

  /** Waits until just these messages are drawn, in this order. */
  async expectTexts(texts: readonly string[]): Promise<void> {
    await expect.poll(() => this.texts()).toEqual(texts);
  }

  async openDetails(): Promise<void> {
    const button = this.page.getByRole('main').getByRole('button', { name: 'Details', exact: true });
    if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
    await expect(this.details).toBeVisible();
  }

  /** Opens a member's menu in the details and chooses from it. */
  async chooseForMember(displayName: string, entry: string): Promise<void> {
    await this.details.getByRole('button', { name: `What to do with ${displayName}` }).click();
    await this.page.getByRole('menuitem', { name: entry }).click();
  }
}
