import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './installation.mjs';

/** The first of the programs, by name, that a folder of PATH has. */
export function findOnPath(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isProgram);
}

/** Whether this is a file that may be run. */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A Debian package that starts a service asks this file first; 101 means that it must not. */
const SERVICE_POLICY = '/usr/sbin/policy-rc.d';

/** Installs a package where that asks nobody, as root where there is apt, and starts none of its services. Gives whether it is there. */
export async function installPackage(name) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const quiet = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const isOurs = !existsSync(SERVICE_POLICY);
  if (isOurs) writeFileSync(SERVICE_POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return (await succeeds('apt-get', ['update', '-qq'], quiet)) && (await succeeds('apt-get', ['install', '-y', '-qq', name], quiet));
  } finally {
    if (isOurs) rmSync(SERVICE_POLICY, { force: true });
  }
}

/** Whether the program ended well. */
export function succeeds(program, args, options) {
  return run(program, args, options).then(
    () => true,
    () => false,
  );
}
