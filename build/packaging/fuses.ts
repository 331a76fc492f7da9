import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

export type FuseName = keyof typeof FuseV1Options;

/** What the program may do, decided in its binary: nobody who starts it can decide otherwise (E8). */
export const FUSES = {
  /** `ELECTRON_RUN_AS_NODE` would make the signed program run anybody's script. */
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  /** Pages come from a protocol of our own, none from `file:`. */
  GrantFileProtocolExtraPrivileges: false,
  /** Traps make WebAssembly's bounds checks cheap; Electron has them on. */
  WasmTrapHandlers: true,
} satisfies Readonly<Record<FuseName, boolean>>;

const STATES: ReadonlyMap<FuseState | undefined, boolean | 'removed'> = new Map<FuseState, boolean | 'removed'>([
  [FuseState.ENABLE, true],
  [FuseState.DISABLE, false],
  [FuseState.REMOVED, 'removed'],
]);

/** Sets every fuse of a program (on macOS of its `.app`) and reads them back; rejects when one is not as it was set. */
export async function setFuses(program: string): Promise<void> {
  const wire = Object.fromEntries(fuseNames().map((name) => [FuseV1Options[name], FUSES[name]]));
  // On a Mac with Apple's processors nothing starts that was changed after it was signed, be it with nobody's name.
  const resetAdHocDarwinSignature = program.endsWith('.app') && process.platform === 'darwin';
  await flipFuses(program, { version: FuseVersion.V1, resetAdHocDarwinSignature, ...wire });
  const found = await readFuses(program);
  const wrong = fuseNames().filter((name) => found[name] !== FUSES[name]);
  if (wrong.length > 0) throw new Error(`Fuses of ${program} are not as they were set: ${wrong.join(', ')}.`);
}

/** The fuses of a program by name; `undefined` for one that its Electron does not have. */
export async function readFuses(program: string): Promise<Readonly<Record<FuseName, boolean | 'removed' | undefined>>> {
  const wire = await getCurrentFuseWire(program);
  const states = fuseNames().map((name) => [name, STATES.get(wire[FuseV1Options[name]])]);
  return Object.fromEntries(states);
}

function fuseNames(): readonly FuseName[] {
  return Object.keys(FUSES) as FuseName[];
}
