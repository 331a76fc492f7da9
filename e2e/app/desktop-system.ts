import { expect, type Page } from '@playwright/test';
import type { Desktop } from './desktop.ts';

/** What of a notification a person sees. */
export interface SeenNotice {
  readonly title: string | undefined;
  readonly body: string | undefined;
}

/** The system around the desktop app, as the test host plays it: its tray, notifications, menus, keys and screen. */
export class DesktopSystem {
  readonly #desktop: Desktop;

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
  }

  notices(): Promise<readonly SeenNotice[]> {
    return this.#desktop.evaluate((_electron, _given, { system }) =>
      system.notifications.map(({ options: { title, body } }) => ({ title, body })),
    );
  }

  /** Does something with the notification that says these words. */
  async act(body: string, event: 'click' | 'reply' | 'action', reply = ''): Promise<void> {
    const given = { body, event, reply };
    await this.#desktop.evaluate((_electron, { body, event, reply }, { system }) => {
      const notice = system.notifications.find(({ options }) => options.body === body);
      if (notice === undefined) throw new Error('There is no such notification.');
      notice.emit(event, { reply, actionIndex: 0 });
    }, given);
  }

  /** What the tray says. */
  trayTip(): Promise<string> {
    return this.#desktop.evaluate((_electron, _given, { system }) => system.trays[0]?.toolTip ?? '');
  }

  async pressTray(): Promise<void> {
    await this.#desktop.evaluate((_electron, _given, { system }) => void system.trays[0]?.emit('click'));
  }

  /** Chooses from the tray's menu, or the application's. */
  async choose(menu: 'tray' | 'app', label: string): Promise<void> {
    const given = { menu, label };
    await this.#desktop.evaluate((_electron, { menu, label }, { system }) => {
      type Item = { label: string; enabled: boolean; click: () => void; submenu: { items: readonly Item[] } | undefined };
      const all = (items: readonly Item[]): readonly Item[] => items.flatMap((item) => [item, ...all(item.submenu?.items ?? [])]);
      const items = (menu === 'tray' ? system.trays[0]?.menu?.items : system.menu?.items) ?? [];
      const item = all(items as readonly Item[]).find((each) => each.label === label);
      if (item === undefined || !item.enabled) throw new Error(`${label} cannot be chosen.`);
      item.click();
    }, given);
  }

  /** The labels of a menu and what stands in it. */
  labels(menu: 'tray' | 'app'): Promise<readonly string[]> {
    return this.#desktop.evaluate((_electron, which, { system }) => {
      const items = (which === 'tray' ? system.trays[0]?.menu?.items : system.menu?.items) ?? [];
      return items.map(({ label }) => label);
    }, menu);
  }

  /** Whether an entry of the tray's menu can be chosen, and has its mark. */
  trayEntry(label: string): Promise<{ readonly isEnabled: boolean; readonly isChecked: boolean } | undefined> {
    return this.#desktop.evaluate((_electron, wanted, { system }) => {
      const item = system.trays[0]?.menu?.items.find((each) => each.label === wanted);
      return item && { isEnabled: item.enabled, isChecked: item.checked };
    }, label);
  }

  badge(): Promise<number> {
    return this.#desktop.evaluate(({ app }) => app.getBadgeCount());
  }

  /** The computer's own screen, or its sleep. */
  async power(event: 'lock-screen' | 'unlock-screen' | 'suspend' | 'resume'): Promise<void> {
    await this.#desktop.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
  }

  /** For so long nobody has touched the computer. */
  async idle(seconds: number): Promise<void> {
    await this.#desktop.evaluate((_electron, idleSeconds, { system }) => {
      system.idleSeconds = idleSeconds;
    }, seconds);
  }

  boxes(): Promise<readonly string[]> {
    return this.#desktop.evaluate((_electron, _given, { system }) => system.boxes);
  }

  /** How many windows are seen. */
  seen(): Promise<number> {
    return this.#desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length);
  }

  async expectSeen(count: number): Promise<void> {
    await expect.poll(() => this.seen()).toBe(count);
  }
}

/** The settings of the app, open. */
export async function openAppSettings(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('navigation', { name: 'Sections of the settings' }).getByRole('link', { name: 'This app' }).click();
  await expect(page.getByRole('heading', { name: 'On this computer' })).toBeVisible();
}
