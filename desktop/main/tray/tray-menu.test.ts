import { describe, expect, it } from 'vitest';
import { wordsFor } from '../words/words.ts';
import { badgeText, trayMenu, trayTip } from './tray-menu.ts';
import { together } from './unread.ts';

const words = wordsFor('en', []);
const menu = (part: Partial<Parameters<typeof trayMenu>[0]> = {}) => {
  const done: string[] = [];
  const entries = trayMenu({
    words,
    standing: { unreadCount: 0, isBusy: false },
    canDisturb: true,
    hasPin: false,
    open: () => done.push('open'),
    setBusy: (isBusy) => done.push(`busy ${isBusy}`),
    lock: () => done.push('lock'),
    quit: () => done.push('quit'),
    ...part,
  });
  const press = (label: string) => (entries.find((entry) => entry.label === label)?.click as (() => void) | undefined)?.();
  return { labels: entries.map(({ label }) => label ?? '—'), entries, press, done };
};

describe('the tray', () => {
  it('opens, silences and quits', () => {
    const { labels, press, done } = menu();
    expect(labels).toEqual(['Open Parley', '—', 'Do not disturb', '—', 'Quit Parley']);
    for (const label of ['Open Parley', 'Do not disturb', 'Quit Parley']) press(label);
    expect(done).toEqual(['open', 'busy true', 'quit']);
  });

  it('takes back what it silenced, and locks where there is a PIN', () => {
    const { entries, press, done } = menu({ standing: { unreadCount: 1, isBusy: true }, hasPin: true });
    expect(entries.find(({ label }) => label === 'Do not disturb')).toMatchObject({ checked: true, enabled: true });
    press('Do not disturb');
    press('Lock Parley');
    expect(done).toEqual(['busy false', 'lock']);
  });

  it('does not offer to silence what nobody can be told', () => {
    expect(menu({ canDisturb: false }).entries.find(({ label }) => label === 'Do not disturb')).toMatchObject({ enabled: false });
  });

  it('tells how much is unread in all workspaces, whatever the number', () => {
    expect(trayTip(words, together([]))).toBe('Parley: nothing unread');
    const standings = [
      { unreadCount: 3, isBusy: true },
      { unreadCount: 4, isBusy: false },
    ];
    expect(together(standings)).toEqual({ unreadCount: 7, isBusy: false });
    expect(trayTip(words, together(standings))).toBe('Parley: 7 unread');
    expect([0, 99, 100, 5_000].map(badgeText)).toEqual(['0', '99', '99+', '99+']);
  });
});
