import type { MenuItemConstructorOptions } from 'electron';
import { fill, type Words } from '../words/words.ts';
import type { Standing } from './unread.ts';

export interface TrayMenuEnds {
  readonly words: Words;
  readonly standing: Standing;
  /** Whether a page is there that can be told; while the app is locked none is. */
  readonly canDisturb: boolean;
  readonly hasPin: boolean;
  readonly open: () => void;
  readonly setBusy: (isBusy: boolean) => void;
  readonly lock: () => void;
  readonly quit: () => void;
}

/** The tray's menu: open, do not disturb, lock where there is a PIN, quit. */
export function trayMenu(ends: TrayMenuEnds): MenuItemConstructorOptions[] {
  const { words, standing } = ends;
  const lock: MenuItemConstructorOptions[] = ends.hasPin ? [{ label: words.lock, click: ends.lock }] : [];
  return [
    { label: words.open, click: ends.open },
    { type: 'separator' },
    {
      label: words.doNotDisturb,
      type: 'checkbox',
      checked: standing.isBusy,
      enabled: ends.canDisturb,
      click: () => ends.setBusy(!standing.isBusy),
    },
    ...lock,
    { type: 'separator' },
    { label: words.quit, click: ends.quit },
  ];
}

/** What the tray says when the pointer rests on it. */
export function trayTip({ trayUnread, trayNothing }: Words, { unreadCount }: Standing): string {
  return unreadCount > 0 ? fill(trayUnread, { count: badgeText(unreadCount) }) : trayNothing;
}

/** '7', '99+'. */
export function badgeText(count: number): string {
  return count > 99 ? '99+' : String(count);
}
