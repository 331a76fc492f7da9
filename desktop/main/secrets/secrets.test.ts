import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SafeStorage } from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secrets } from './secrets.ts';

const SECRET = 'the refresh token of Ana';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'parley-secrets-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The system's own: what it seals is turned round, which only this process can undo. */
function keyStore(backend: string): SafeStorage {
  const turned = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
  return {
    isAsyncEncryptionAvailable: async () => true,
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: async (text: string) => turned(Buffer.from(text)),
    decryptStringAsync: async (sealed: Buffer) => ({ result: turned(sealed).toString(), shouldReEncrypt: false }),
  } as unknown as SafeStorage;
}

const start = (backend = 'gnome_libsecret') => Secrets.start({ safeStorage: keyStore(backend), platform: 'linux', folder });
const workspace = () => path.join(folder, 'workspaces/w');

/** Everything that is on disk, as one text. */
const onDisk = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

describe('secrets', () => {
  it('E10 are on disk sealed alone, and there after a restart', async () => {
    const vault = await (await start()).vault(workspace());
    await vault.set('refreshToken', SECRET);
    expect(onDisk()).not.toContain(SECRET);
    expect((await (await start()).vault(workspace())).get('refreshToken')).toBe(SECRET);
  });

  it('are gone from the disk when they are wiped', async () => {
    const vault = await (await start()).vault(workspace());
    await vault.set('refreshToken', SECRET);
    await vault.wipe();
    expect(readdirSync(workspace())).toEqual([]);
    expect((await (await start()).vault(workspace())).get('refreshToken')).toBeUndefined();
  });

  it('that cannot be opened are set aside, and begin anew', async () => {
    await (await (await start()).vault(workspace())).set('refreshToken', SECRET);
    writeFileSync(path.join(workspace(), 'secrets'), 'something else');
    const vault = await (await start()).vault(workspace());
    expect(vault.get('refreshToken')).toBeUndefined();
    await vault.set('refreshToken', 'the next one');
    expect(readdirSync(workspace()).sort()).toEqual(['secrets', 'secrets.unreadable']);
  });

  it('E10 ask for a passphrase where a key that everybody knows is all there is', async () => {
    const first = await start('basic_text');
    expect(first.state).toBe('choosePassphrase');
    expect(() => first.vault(workspace())).toThrow();
    await first.openWith('correct horse battery');
    await (await first.vault(workspace())).set('refreshToken', SECRET);
    expect(onDisk()).not.toContain(SECRET);

    const next = await start('basic_text');
    expect(next.state).toBe('enterPassphrase');
    await expect(next.openWith('wrong horse battery')).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE', field: 'passphrase' });
    expect(next.state).toBe('enterPassphrase');
    await next.openWith('correct horse battery');
    expect((await next.vault(workspace())).get('refreshToken')).toBe(SECRET);
  });

  it('E10 stay in memory where nothing is to be kept', async () => {
    const secrets = await start('basic_text');
    secrets.keepNothing();
    const vault = await secrets.vault(workspace());
    await vault.set('refreshToken', SECRET);
    expect([vault.isKept, vault.get('refreshToken')]).toEqual([false, SECRET]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
