import { rmSync } from 'node:fs';
import path from 'node:path';
import type { App } from 'electron';
import { writeFileWhole } from '../disk/write-file.ts';

/** Started by the system: no window, only the tray. */
export const HIDDEN_ARGUMENT = '--hidden';

export interface LoginItemEnds {
  readonly app: Pick<App, 'setLoginItemSettings' | 'getLoginItemSettings'>;
  /** As Node names it. */
  readonly platform: string;
  /** The program that the system starts. */
  readonly program: string;
  /** `$XDG_CONFIG_HOME`, where Linux keeps what starts by itself. */
  readonly configFolder: string;
}

/** Has the system start the app when its person signs in to the computer, or no longer. False where the system did not take it. */
export function setStartAtLogin(ends: LoginItemEnds, starts: boolean): boolean {
  if (ends.platform === 'linux') return setAutostart(ends, starts);
  ends.app.setLoginItemSettings({ openAtLogin: starts, args: [HIDDEN_ARGUMENT] });
  return ends.app.getLoginItemSettings({ args: [HIDDEN_ARGUMENT] }).openAtLogin === starts;
}

function setAutostart({ configFolder, program }: LoginItemEnds, starts: boolean): boolean {
  const file = path.join(configFolder, 'autostart', 'parley.desktop');
  try {
    if (starts) writeFileWhole(file, desktopEntry(program));
    else rmSync(file, { force: true });
    return true;
  } catch {
    return false;
  }
}

/** A desktop entry of freedesktop.org; the program is quoted as its Exec key wants it. */
export function desktopEntry(program: string): string {
  const quoted = program
    .replace(/[\\"`$]/g, (sign) => `\\${sign}`)
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Parley',
    `Exec="${quoted}" ${HIDDEN_ARGUMENT}`,
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
