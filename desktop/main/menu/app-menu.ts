import type { MenuItemConstructorOptions } from 'electron';
import type { Words } from '../words/words.ts';

export interface AppMenuEnds {
  readonly words: Words;
  /** As Node names it. */
  readonly platform: string;
  readonly isPackaged: boolean;
  readonly workspaces: readonly { readonly id: string; readonly name: string; readonly isShown: boolean }[];
  readonly hasPin: boolean;
  readonly acts: AppMenuActs;
}

export interface AppMenuActs {
  readonly showWorkspace: (id: string) => void;
  readonly addWorkspace: () => void;
  readonly openSettings: () => void;
  readonly lock: () => void;
  readonly quit: () => void;
  readonly zoom: (direction: 'in' | 'out' | 'reset') => void;
  readonly checkForUpdates: () => void;
}

type Item = MenuItemConstructorOptions;

const SEPARATOR: Item = { type: 'separator' };
/** One key each for as many workspaces as there are digits. */
const WORKSPACE_KEYS = 9;

/** The application's menu: on the Mac in the bar of the screen, elsewhere hidden behind Alt, with its keys in force all the same. */
export function appMenu(ends: AppMenuEnds): Item[] {
  const { words, platform } = ends;
  const isMac = platform === 'darwin';
  return [
    ...(isMac ? [macMenu(ends)] : []),
    { label: words.file, submenu: fileMenu(ends, isMac) },
    { label: words.edit, submenu: editMenu(words) },
    { label: words.view, submenu: viewMenu(ends) },
    { label: words.workspaces, submenu: workspacesMenu(ends) },
    { label: words.window, role: 'windowMenu', submenu: windowMenu(words, isMac) },
    { label: words.help, role: 'help', submenu: [updateItem(ends), ...(isMac ? [] : [aboutItem(words)])] },
  ];
}

function macMenu(ends: AppMenuEnds): Item {
  const { words, acts } = ends;
  return {
    label: 'Parley',
    submenu: [
      aboutItem(words),
      SEPARATOR,
      settingsItem(ends),
      ...lockItems(ends),
      SEPARATOR,
      { role: 'services', label: words.services },
      SEPARATOR,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      SEPARATOR,
      { label: words.quit, accelerator: 'Command+Q', click: acts.quit },
    ],
  };
}

function fileMenu(ends: AppMenuEnds, isMac: boolean): Item[] {
  const { words, acts } = ends;
  const add: Item = { label: words.addWorkspace, click: acts.addWorkspace };
  const close: Item = { role: 'close', label: words.closeWindow };
  if (isMac) return [add, SEPARATOR, close];
  const quit: Item = { label: words.quit, accelerator: 'Control+Q', click: acts.quit };
  return [add, settingsItem(ends), ...lockItems(ends), SEPARATOR, close, quit];
}

function editMenu(words: Words): Item[] {
  return [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    SEPARATOR,
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'pasteAndMatchStyle', label: words.pasteAsText },
    { role: 'delete', label: words.delete },
    SEPARATOR,
    { role: 'selectAll', label: words.selectAll },
  ];
}

function viewMenu({ words, acts, isPackaged }: AppMenuEnds): Item[] {
  const larger = { label: words.zoomIn, click: () => acts.zoom('in') };
  return [
    { role: 'reload', label: words.reload },
    SEPARATOR,
    { ...larger, accelerator: 'CommandOrControl+Plus' },
    // The same key without Shift, and the one of the number block, on many keyboards.
    { ...larger, accelerator: 'CommandOrControl+=', visible: false },
    { label: words.zoomOut, accelerator: 'CommandOrControl+-', click: () => acts.zoom('out') },
    { label: words.zoomReset, accelerator: 'CommandOrControl+0', click: () => acts.zoom('reset') },
    SEPARATOR,
    { role: 'togglefullscreen', label: words.fullScreen },
    ...(isPackaged ? [] : [SEPARATOR, { role: 'toggleDevTools', label: words.developer } satisfies Item]),
  ];
}

function workspacesMenu({ words, workspaces, acts }: AppMenuEnds): Item[] {
  const items = workspaces.map(
    ({ id, name, isShown }, index): Item => ({
      label: name,
      type: 'checkbox',
      checked: isShown,
      ...(index < WORKSPACE_KEYS && { accelerator: `CommandOrControl+${index + 1}` }),
      click: () => acts.showWorkspace(id),
    }),
  );
  return [...items, ...(items.length > 0 ? [SEPARATOR] : []), { label: words.addWorkspace, click: acts.addWorkspace }];
}

function windowMenu(words: Words, isMac: boolean): Item[] {
  const minimise: Item = { role: 'minimize', label: words.minimise };
  return isMac ? [minimise, { role: 'zoom', label: words.zoomWindow }, SEPARATOR, { role: 'front', label: words.front }] : [minimise];
}

const settingsItem = ({ words, acts }: AppMenuEnds): Item => ({
  label: words.settings,
  accelerator: 'CommandOrControl+,',
  click: acts.openSettings,
});

const lockItems = ({ words, acts, hasPin }: AppMenuEnds): Item[] =>
  hasPin ? [{ label: words.lock, accelerator: 'CommandOrControl+Shift+L', click: acts.lock }] : [];

const updateItem = ({ words, acts }: AppMenuEnds): Item => ({ label: words.checkForUpdates, click: acts.checkForUpdates });

const aboutItem = (words: Words): Item => ({ role: 'about', label: words.about });
