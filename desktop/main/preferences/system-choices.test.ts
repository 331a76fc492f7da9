import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStartAtLogin } from './login-item.ts';
import { ShowShortcut } from './show-shortcut.ts';

let configFolder: string;
beforeEach(() => {
  configFolder = mkdtempSync(path.join(tmpdir(), 'parley-login-'));
});
afterEach(() => rmSync(configFolder, { recursive: true, force: true }));

/** What a system keeps of it; `isStubborn`: it does as it likes. */
function systemOf(isStubborn = false) {
  const told: unknown[] = [];
  let openAtLogin = false;
  const app = {
    setLoginItemSettings(settings: { openAtLogin?: boolean }) {
      told.push(settings);
      if (!isStubborn) openAtLogin = settings.openAtLogin ?? false;
    },
    getLoginItemSettings: () => ({
      openAtLogin,
      wasOpenedAtLogin: false,
      status: 'enabled' as const,
      executableWillLaunchAtLogin: false,
      launchItems: [],
    }),
  };
  return { app, told };
}

describe('starting at login', () => {
  it('is told to Windows and the Mac, with the wish to stay in the tray', () => {
    const { app, told } = systemOf();
    expect(setStartAtLogin({ app, platform: 'win32', program: 'parley.exe', configFolder }, true)).toBe(true);
    expect(setStartAtLogin({ app, platform: 'darwin', program: 'Parley', configFolder }, false)).toBe(true);
    expect(told).toEqual([
      { openAtLogin: true, args: ['--hidden'] },
      { openAtLogin: false, args: ['--hidden'] },
    ]);
  });

  it('says so where the system did not take it', () => {
    expect(setStartAtLogin({ app: systemOf(true).app, platform: 'win32', program: 'parley.exe', configFolder }, true)).toBe(false);
  });

  it('is a desktop entry on Linux, and gone with it', () => {
    const ends = { app: systemOf().app, platform: 'linux', program: '/opt/Our "best" 100%/parley', configFolder };
    const file = path.join(configFolder, 'autostart/parley.desktop');
    expect(setStartAtLogin(ends, true)).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/Our \\\\"best\\\\" 100%%/parley" --hidden\n');
    expect(setStartAtLogin(ends, false)).toBe(true);
    expect(existsSync(file)).toBe(false);
    writeFileSync(path.join(configFolder, 'autostart/x'), '');
    expect(setStartAtLogin({ ...ends, configFolder: path.join(configFolder, 'autostart/x') }, true)).toBe(false);
  });
});

describe('the keys that call the window', () => {
  it('are taken and given back, and stay as they were where another program has them', () => {
    const held = new Set<string>();
    const taken = new Set(['Alt+Shift+P']);
    const keys = {
      register(key: string) {
        if (taken.has(key)) return false;
        held.add(key);
        return true;
      },
      unregister: (key: string) => void held.delete(key),
    };
    const shortcut = new ShowShortcut(keys, () => {});
    expect([shortcut.use(null), [...held]]).toEqual([true, []]);
    expect([shortcut.use('CommandOrControl+Alt+P'), [...held]]).toEqual([true, ['CommandOrControl+Alt+P']]);
    expect([shortcut.use('CommandOrControl+Alt+M'), [...held]]).toEqual([true, ['CommandOrControl+Alt+M']]);
    expect([shortcut.use('Alt+Shift+P'), [...held]]).toEqual([false, ['CommandOrControl+Alt+M']]);
    expect([shortcut.use(null), [...held]]).toEqual([true, []]);
  });
});
