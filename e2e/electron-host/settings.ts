import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type HostSettings, SETTINGS_VARIABLE } from './host-settings.ts';

function read(): HostSettings {
  const text = process.env[SETTINGS_VARIABLE];
  if (text === undefined) throw new Error(`${SETTINGS_VARIABLE} is not set: the electron host is started by e2e/app/desktop.ts.`);
  return JSON.parse(text);
}

export const settings: HostSettings = read();

/** A file of the machine outside the app. */
export function machineFile(name: string): string {
  mkdirSync(settings.machine, { recursive: true });
  return path.join(settings.machine, name);
}
