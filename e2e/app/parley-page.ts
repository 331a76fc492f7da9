import { expect, type Locator, type Page } from '@playwright/test';
import type { ClusterNode } from '../world/cluster-node.ts';
import type { Identity } from '../world/world.ts';
import { ConversationView } from './conversation-view.ts';

type SettingsSection = 'Profile' | 'Appearance' | 'Notifications' | 'Privacy' | 'Sessions' | 'Invite people' | 'Language' | 'About';

/** The whole page as somebody uses it; what one conversation shows is in `ConversationView`. */
export class ParleyPage {
  readonly page: Page;
  /** The node that serves it. */
  readonly node: ClusterNode;
  readonly list: Locator;
  readonly rail: Locator;
  readonly dialog: Locator;
  readonly banner: Locator;
  readonly conversation: ConversationView;

  constructor(page: Page, node: ClusterNode) {
    this.page = page;
    this.node = node;
    this.list = page.getByRole('navigation', { name: 'Conversations' });
    this.rail = page.getByRole('navigation', { name: 'Main' });
    this.dialog = page.getByRole('dialog');
    this.banner = page.getByRole('main').getByRole('status').first();
    this.conversation = new ConversationView(page);
  }

  /** Makes the account by the form. */
  async signUp(identity: Identity): Promise<void> {
    await this.page.goto('/sign-up');
    await this.fillSignUp(identity);
    await this.expectSignedIn();
  }

  /** Fills the open form for an account and sends it. */
  async fillSignUp({ username, displayName, password }: Identity): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Name', exact: true }).fill(displayName);
    await this.page.getByRole('textbox', { name: 'Username' }).fill(username);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Create account' }).click();
  }

  /** Signs in by the form, which `path` leads to when it is not that of the form. */
  async signIn({ username, password }: Identity, path = '/sign-in'): Promise<void> {
    await this.page.goto(path);
    await this.page.getByRole('textbox', { name: 'Username' }).fill(username);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.expectSignedIn();
  }

  async expectSignedIn(): Promise<void> {
    await expect(this.rail).toBeVisible();
  }

  async expectSignedOut(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  }

  /** The row of a conversation in the list. */
  row(title: string): Locator {
    return this.list.getByRole('link', { name: title });
  }

  /** The sign of a person's presence in the list; none while they are not here. */
  sign(title: string, status?: 'ONLINE' | 'AWAY' | 'BUSY'): Locator {
    return this.row(title).locator(status === undefined ? '[data-status]' : `[data-status=${status}]`);
  }

  /** Chooses one of a few in the settings. */
  async chooseSetting(group: string, option: string): Promise<void> {
    await this.goToSettings(group === 'Your status' ? 'Profile' : 'Privacy');
    const choice = this.page.getByRole('radiogroup', { name: group });
    await choice.getByText(option, { exact: true }).click();
    await expect(choice.getByRole('radio', { name: option })).toBeChecked();
  }

  /** Turns read receipts on or off in the settings. */
  async setReadReceipts(isOn: boolean): Promise<void> {
    await this.goToSettings('Privacy');
    const control = this.page.getByRole('switch', { name: 'Read receipts' });
    if ((await control.isChecked()) !== isOn) await this.page.getByText('Read receipts', { exact: true }).click();
    await expect(control).toBeChecked({ checked: isOn });
  }

  async open(title: string): Promise<ConversationView> {
    await this.row(title).click();
    await this.conversation.expectOpen(title);
    return this.conversation;
  }

  /** Types into the search of the open dialog. */
  async search(words: string): Promise<void> {
    await this.dialog
      .getByRole('searchbox')
      .or(this.dialog.getByRole('textbox', { name: 'Find people' }))
      .fill(words);
  }

  /** Finds a person by the search and opens the direct conversation with them. */
  async startDirect(search: string, displayName: string): Promise<ConversationView> {
    await this.list.getByRole('button', { name: 'New conversation' }).click();
    await this.search(search);
    await this.dialog.getByRole('option', { name: displayName }).click();
    await this.conversation.expectOpen(displayName);
    return this.conversation;
  }

  async createGroup(name: string, members: readonly Identity[]): Promise<ConversationView> {
    await this.list.getByRole('button', { name: 'New conversation' }).click();
    await this.dialog.getByText('Group', { exact: true }).click();
    await this.dialog.getByRole('textbox', { name: 'Group name' }).fill(name);
    for (const member of members) await this.choose(member);
    await this.dialog.getByRole('button', { name: 'Create group' }).click();
    await this.conversation.expectOpen(name);
    return this.conversation;
  }

  /** Picks a person in the open dialog. */
  async choose({ username, displayName }: Identity): Promise<void> {
    await this.search(username);
    await this.dialog.getByRole('option', { name: displayName }).click();
    await expect(this.dialog.getByRole('button', { name: `Remove ${displayName}` })).toBeVisible();
  }

  async goTo(place: 'Conversations' | 'Settings'): Promise<void> {
    await this.rail.getByRole('link', { name: place }).click();
  }

  /** One section of the settings; where the window is narrow, by way of their list. */
  async goToSettings(section: SettingsSection): Promise<void> {
    await this.goTo('Settings');
    await this.page.getByRole('navigation', { name: 'Sections of the settings' }).getByRole('link', { name: section }).click();
  }

  /** Cuts the wait for the next attempt short, unless the page has come back by itself in the meantime. */
  async hurry(): Promise<void> {
    const tryNow = this.page.getByRole('button', { name: 'Try now' });
    if (await tryNow.isVisible()) await tryNow.click({ timeout: 2_000 }).catch(() => expect(tryNow).toBeHidden());
  }
}
