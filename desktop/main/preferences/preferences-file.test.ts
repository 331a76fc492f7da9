import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES } from '../../bridge/preferences.ts';
import { PreferencesFile } from './preferences-file.ts';

let folder: string;
let file: string;
const errors: unknown[] = [];
const open = () => new PreferencesFile({ file, onError: (error) => errors.push(error) });

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'parley-preferences-'));
  file = path.join(folder, 'preferences.json');
  errors.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the preferences file', () => {
  it('starts with what suits most', () => {
    expect(open().get()).toEqual(DEFAULT_PREFERENCES);
    expect(existsSync(file)).toBe(false);
  });

  it('keeps what was chosen, and where the window was, for the next start', () => {
    const preferences = open();
    preferences.change({ zoomPercent: 125, showShortcut: 'CommandOrControl+Alt+P' });
    preferences.rememberWindow({ bounds: { x: -10, y: 5, width: 900, height: 700 }, isMaximised: true });
    const next = open();
    expect(next.get()).toEqual({ ...DEFAULT_PREFERENCES, zoomPercent: 125, showShortcut: 'CommandOrControl+Alt+P' });
    expect(next.window).toEqual({ bounds: { x: -10, y: 5, width: 900, height: 700 }, isMaximised: true });
    expect(readdirSync(folder)).toEqual(['preferences.json']);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('tells of each change once, and of none where nothing changed', () => {
    const preferences = open();
    const heard: unknown[] = [];
    const stop = preferences.onChange((now, before) => heard.push([before.zoomPercent, now.zoomPercent]));
    preferences.change({ zoomPercent: 110 });
    preferences.change({ zoomPercent: 110 });
    stop();
    preferences.change({ zoomPercent: 100 });
    expect(heard).toEqual([[100, 110]]);
  });

  it('starts with a damaged file, and sets it aside', () => {
    for (const content of ['{"zoomPercent": 12', '', '[]', 'null', '\u0000\u0001']) {
      writeFileSync(file, content);
      expect(open().get()).toEqual(DEFAULT_PREFERENCES);
      expect(readFileSync(`${file}.damaged`, 'utf8')).toBe(content);
    }
  });

  it('takes what makes sense of a file and leaves the rest', () => {
    writeFileSync(
      file,
      JSON.stringify({ zoomPercent: 99, startsAtLogin: 'yes', staysInTray: false, language: 'de', window: { bounds: 1 } }),
    );
    const preferences = open();
    expect(preferences.get()).toEqual({ ...DEFAULT_PREFERENCES, staysInTray: false, language: 'de' });
    expect(preferences.window).toBeNull();
  });

  it('leaves what a newer version wrote', () => {
    writeFileSync(file, JSON.stringify({ fromTomorrow: { a: 1 } }));
    open().change({ staysInTray: false });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ fromTomorrow: { a: 1 }, staysInTray: false });
  });

  it('says that it could not write, and goes on with what was chosen', () => {
    const preferences = open();
    mkdirSync(`${file}.unfinished`);
    preferences.change({ staysInTray: false });
    expect(errors).toHaveLength(1);
    expect(preferences.get().staysInTray).toBe(false);
  });
});
