import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { wordsFor } from '../words/words.ts';
import { type AppMenuEnds, appMenu } from './app-menu.ts';
import { contextMenu, type Pressed } from './context-menu.ts';

type Item = MenuItemConstructorOptions;
const words = wordsFor('en', []);
const nothing = () => {};

const ends: AppMenuEnds = {
  words,
  platform: 'linux',
  isPackaged: true,
  workspaces: [
    { id: 'a', name: 'a.example.org', isShown: false },
    { id: 'b', name: 'b.example.org', isShown: true },
  ],
  hasPin: false,
  acts: {
    showWorkspace: nothing,
    addWorkspace: nothing,
    openSettings: nothing,
    lock: nothing,
    quit: nothing,
    zoom: nothing,
    checkForUpdates: nothing,
  },
};

const itemsOf = (menu: readonly Item[]): Item[] =>
  menu.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);
const labelled = (menu: readonly Item[], label: string) => itemsOf(menu).filter((item) => item.label === label);

describe('the application menu', () => {
  it('names everything in the language that is spoken', () => {
    const german = itemsOf(appMenu({ ...ends, words: wordsFor('de', []), hasPin: true, platform: 'darwin', isPackaged: false }));
    for (const item of german) expect([item.type, item.label]).not.toEqual([undefined, undefined]);
    expect(german.map(({ label }) => label)).toContain('Parley beenden');
  });

  it('gives no two things the same key', () => {
    for (const platform of ['darwin', 'linux', 'win32']) {
      const keys = itemsOf(appMenu({ ...ends, platform, hasPin: true })).flatMap(({ accelerator }) => accelerator ?? []);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('shows each workspace by its key, the one in front with its mark', () => {
    const shown: string[] = [];
    const menu = appMenu({ ...ends, acts: { ...ends.acts, showWorkspace: (id) => shown.push(id) } });
    const [first] = labelled(menu, 'a.example.org');
    expect(first).toMatchObject({ accelerator: 'CommandOrControl+1', checked: false });
    expect(labelled(menu, 'b.example.org')[0]).toMatchObject({ accelerator: 'CommandOrControl+2', checked: true });
    (first?.click as (() => void) | undefined)?.();
    expect(shown).toEqual(['a']);
  });

  it('locks only where there is a PIN, and has tools for developers only where the app is not packaged', () => {
    expect([labelled(appMenu(ends), words.lock), labelled(appMenu(ends), words.developer)]).toEqual([[], []]);
    const other = appMenu({ ...ends, hasPin: true, isPackaged: false });
    expect([labelled(other, words.lock).length, labelled(other, words.developer).length]).toEqual([1, 1]);
  });
});

const pressed: Pressed = {
  isEditable: false,
  selectionText: '',
  linkURL: '',
  misspelledWord: '',
  dictionarySuggestions: [],
  editFlags: {
    canUndo: true,
    canRedo: false,
    canCut: false,
    canCopy: true,
    canPaste: true,
    canDelete: false,
    canSelectAll: true,
    canEditRichly: false,
  },
};

describe('the menu of text', () => {
  const done: string[] = [];
  const acts = {
    replaceMisspelling: (word: string) => done.push(`replace ${word}`),
    addToDictionary: (word: string) => done.push(`add ${word}`),
    copyText: (text: string) => done.push(`copy ${text}`),
  };
  const menu = (part: Partial<Pressed>) => contextMenu({ ...pressed, ...part }, words, acts);
  const press = (part: Partial<Pressed>, label: string) => {
    const found = menu(part).find((item) => item.label === label);
    (found?.click as (() => void) | undefined)?.();
  };

  it('has suggestions for a misspelt word, and learns it', () => {
    const misspelt = { isEditable: true, misspelledWord: 'recieve', dictionarySuggestions: ['receive', 'relieve', 'c', 'd', 'e', 'f'] };
    expect(
      menu(misspelt)
        .slice(0, 7)
        .map(({ label }) => label),
    ).toEqual(['receive', 'relieve', 'c', 'd', 'e', undefined, 'Add to dictionary']);
    press(misspelt, 'receive');
    press(misspelt, 'Add to dictionary');
    expect(done.splice(0)).toEqual(['replace receive', 'add recieve']);
    expect(menu({ ...misspelt, dictionarySuggestions: [] })[0]).toMatchObject({ label: 'No suggestions', enabled: false });
  });

  it('cuts, copies and pastes where one writes, and only copies where one reads', () => {
    expect(menu({ isEditable: true }).map(({ role }) => role)).toEqual(['cut', 'copy', 'paste', 'pasteAndMatchStyle', 'selectAll']);
    expect(menu({ isEditable: true })[0]).toMatchObject({ enabled: false });
    expect(menu({ selectionText: 'words' }).map(({ role }) => role)).toEqual(['copy']);
    expect(menu({ selectionText: '  ' })).toEqual([]);
  });

  it('copies links of the web and addresses of mail, nothing else', () => {
    press({ linkURL: 'https://example.org/a' }, 'Copy link');
    press({ linkURL: 'mailto:ana@example.org' }, 'Copy address');
    expect(done.splice(0)).toEqual(['copy https://example.org/a', 'copy ana@example.org']);
    expect(menu({ linkURL: 'parley-app://parley/c/1' })).toEqual([]);
  });
});
