import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../bridge/preferences.ts';
import { preferenceCalls } from './preference-calls.ts';
import { PreferencesFile } from './preferences-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'parley-choices-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PAGE = { kind: 'workspace', workspaceId: 'w1' } as const;

function calls({ isTaken = true, isLoginTaken = true } = {}) {
  const file = new PreferencesFile({ file: path.join(folder, 'preferences.json'), onError: () => expect.unreachable() });
  return preferenceCalls({
    file,
    abilities: () => ({ canStartAtLogin: true, hasTray: true, spellingLanguages: ['de'] }),
    shortcut: { use: () => isTaken },
    setStartAtLogin: () => isLoginTaken,
  });
}

describe('choosing preferences', () => {
  it('changes what is given, and tells what can be chosen', async () => {
    const { 'preferences.change': change, 'preferences.get': get } = calls();
    expect(await change({ startsAtLogin: true, showShortcut: 'Alt+Shift+P', zoomPercent: undefined }, PAGE)).toEqual({
      preferences: { ...DEFAULT_PREFERENCES, startsAtLogin: true, showShortcut: 'Alt+Shift+P' },
      problem: null,
    });
    expect(await get({}, PAGE)).toMatchObject({ preferences: { startsAtLogin: true }, abilities: { spellingLanguages: ['de'] } });
  });

  it('leaves as it was what the system refuses, says why, and takes the rest', async () => {
    const taken = { preferences: { ...DEFAULT_PREFERENCES, staysInTray: false }, problem: 'SHORTCUT_TAKEN' };
    expect(await calls({ isTaken: false })['preferences.change']({ showShortcut: 'Alt+Shift+P', staysInTray: false }, PAGE)).toEqual(taken);
    const refused = { preferences: { ...DEFAULT_PREFERENCES, staysInTray: false }, problem: 'LOGIN_REFUSED' };
    expect(await calls({ isLoginTaken: false })['preferences.change']({ startsAtLogin: true }, PAGE)).toEqual(refused);
  });
});
