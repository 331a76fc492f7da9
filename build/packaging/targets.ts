import { parseArgs } from 'node:util';

/** What each system gets; the first architecture is the default. macOS updates come from the zip, people download the dmg. */
export const SYSTEMS = {
  linux: { targets: ['AppImage', 'deb', 'rpm'], archs: ['x64', 'arm64'] },
  mac: { targets: ['dmg', 'zip'], archs: ['universal', 'x64', 'arm64'] },
  win: { targets: ['nsis', 'msi'], archs: ['x64', 'arm64'] },
} as const;

export type System = keyof typeof SYSTEMS;
export type Architecture = (typeof SYSTEMS)[System]['archs'][number];

/** What `npm run package` is asked for. */
export type Order = {
  readonly system: System;
  readonly arch: Architecture;
  /** Only the folder with the program, no installers. */
  readonly isFolderOnly: boolean;
  /** A folder holding Electron for the system; undefined to let electron-builder fetch the version in package.json. */
  readonly electronFolder: string | undefined;
  /** Where the result is put. */
  readonly out: string;
};

const HOSTS: Readonly<Record<string, System>> = { linux: 'linux', darwin: 'mac', win32: 'win' };

/** Reads the command line; what is not known is said in one sentence that names what is. */
export function readOrder(args: readonly string[]): Order {
  const { values } = parseArgs({
    args: [...args],
    options: {
      dir: { type: 'boolean', default: false },
      system: { type: 'string', default: HOSTS[process.platform] ?? 'linux' },
      arch: { type: 'string' },
      electron: { type: 'string' },
      out: { type: 'string', default: 'dist/package' },
    },
  });
  const system = oneOf(Object.keys(SYSTEMS), values.system, '--system') as System;
  const { archs } = SYSTEMS[system];
  const arch = oneOf(archs, values.arch ?? archs[0], '--arch');
  return { system, arch, isFolderOnly: values.dir, electronFolder: values.electron, out: values.out };
}

function oneOf<Choice extends string>(choices: readonly Choice[], value: string, option: string): Choice {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new Error(`${option} takes one of: ${choices.join(', ')}.`);
  return found;
}
