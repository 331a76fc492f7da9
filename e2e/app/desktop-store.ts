import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { SafeStorage } from 'electron';
import { Secrets } from '../../desktop/main/secrets/secrets.ts';
import { storeKeyOf } from '../../desktop/main/store/store-key.ts';
import type { Desktop } from './desktop.ts';

const DATABASE = new URL('../../desktop/main/store/database-file.ts', import.meta.url);

/** Where a person's file is in the one workspace of an app that runs, and what opens it. */
export async function storePlaceOf(desktop: Desktop, personId: string): Promise<{ folder: string; key: Uint8Array }> {
  const { userData } = desktop;
  const workspaces = path.join(userData, 'workspaces');
  const [name] = readdirSync(workspaces);
  if (name === undefined) throw new Error('The app has no workspace.');
  const workspace = path.join(workspaces, name);
  const secrets = await Secrets.start({ safeStorage: safeStorageOf(desktop), platform: process.platform, folder: userData });
  return { folder: path.join(workspace, personId), key: await storeKeyOf(await secrets.vault(workspace), personId) };
}

/** Runs a statement on a person's file while no app has it open. In a process of its own: SQLite is not for those that run the tests. */
export function changeStore({ folder, key }: { folder: string; key: Uint8Array }, sql: string): void {
  const program = `
    const { connect } = await import(${JSON.stringify(DATABASE.href)});
    const [folder, key, sql] = process.argv.slice(1);
    const connection = connect({ folder, key: Buffer.from(key, 'base64') });
    connection.exec(sql);
    connection.close();`;
  const given = [folder, Buffer.from(key).toString('base64'), sql];
  execFileSync(process.execPath, ['--input-type=module', '--eval', program, ...given], { stdio: 'pipe' });
}

/** What the app itself opens its secrets with. */
function safeStorageOf(desktop: Desktop): SafeStorage {
  const asked: Partial<SafeStorage> = {
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    getSelectedStorageBackend: () => 'gnome_libsecret',
    decryptStringAsync: (sealed) =>
      desktop.evaluate(({ safeStorage }, text) => safeStorage.decryptStringAsync(Buffer.from(text, 'base64')), sealed.toString('base64')),
  };
  return asked as SafeStorage;
}
