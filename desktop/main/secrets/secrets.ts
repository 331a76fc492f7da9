import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import { CallFailure } from '../calls/call-failure.ts';
import { readFileIfThere, writeFileWhole } from '../disk/write-file.ts';
import { MasterKey } from '../lock/master-key.ts';
import { hasKeyStore, passphraseSeal, type Seal, systemSeal } from './seal.ts';
import { Vault } from './vault.ts';

/** `open`: vaults can be used. Else the person says how: by the PIN, by a new passphrase, by the one they chose, or by keeping nothing. */
export type SecretsState = 'open' | 'locked' | 'choosePassphrase' | 'enterPassphrase';

interface SecretsEnds {
  readonly safeStorage: SafeStorage;
  readonly platform: string;
  /** Folder of everything that the app keeps. */
  readonly folder: string;
}

const SALT_BYTES = 32;
/** What a right passphrase opens. */
const PROOF = 'parley';
const PASSPHRASE_FILE = z.strictObject({ salt: z.base64(), proof: z.base64() });

/**
 * How secrets are sealed on this device (security E10): under one key that the system's key store seals; where there is none, a passphrase, or nothing
 * is kept. A PIN can lock that key away (DESKTOP-4).
 */
export class Secrets {
  readonly #ends: SecretsEnds;
  readonly #vaults = new Map<string, Promise<Vault>>();
  /** What the key itself is sealed with; null until a passphrase opened it, and where nothing is kept. */
  #base: Seal | null = null;
  #key: MasterKey | null = null;
  #keepsNothing = false;

  private constructor(ends: SecretsEnds) {
    this.#ends = ends;
  }

  static async start(ends: SecretsEnds): Promise<Secrets> {
    const secrets = new Secrets(ends);
    if (await hasKeyStore(ends.safeStorage, ends.platform)) await secrets.#openWith(systemSeal(ends.safeStorage));
    return secrets;
  }

  get state(): SecretsState {
    if (this.#keepsNothing) return 'open';
    if (this.#key !== null) return this.#key.isLocked ? 'locked' : 'open';
    return this.#passphraseFile() === null ? 'choosePassphrase' : 'enterPassphrase';
  }

  /** The key of everything; null until it was opened, and where nothing is kept. */
  get key(): MasterKey | null {
    return this.#key;
  }

  /** Lets go of all secrets: the key was locked, and asks for the PIN. */
  async forget(): Promise<void> {
    const vaults = await Promise.all(this.#vaults.values());
    await Promise.all(vaults.map((vault) => vault.settled()));
    this.#vaults.clear();
  }

  /** Begins anew, with another key and without a PIN: what was sealed until now opens no more. */
  async reset(): Promise<void> {
    this.#vaults.clear();
    rmSync(this.#keyPath, { force: true });
    if (this.#base !== null) await this.#openWith(this.#base);
  }

  /** Opens with the passphrase that was chosen, or chooses it. Fails with WRONG_PASSPHRASE. */
  async openWith(passphrase: string): Promise<void> {
    if (this.#base !== null || this.#keepsNothing) return;
    const kept = this.#passphraseFile();
    const salt = kept === null ? randomBytes(SALT_BYTES) : Buffer.from(kept.salt, 'base64');
    const seal = await passphraseSeal(passphrase, salt);
    if (kept === null) {
      const proof = await seal.seal(PROOF);
      writeFileWhole(this.#passphrasePath, JSON.stringify({ salt: salt.toString('base64'), proof: proof.toString('base64') }));
    } else {
      await seal.open(Buffer.from(kept.proof, 'base64')).catch((cause: unknown) => {
        throw new CallFailure('WRONG_PASSPHRASE', 'This is not the passphrase.', { field: 'passphrase', cause });
      });
    }
    await this.#openWith(seal);
  }

  /** Goes on with nothing but memory until the app ends. */
  keepNothing(): void {
    this.#keepsNothing = this.#key === null;
  }

  /** The secrets of a workspace, always the same ones. `folder`: the workspace's. */
  vault(folder: string): Promise<Vault> {
    if (this.state !== 'open') throw new Error('Secrets are not open yet.');
    const opened = this.#vaults.get(folder) ?? Vault.open(path.join(folder, 'secrets'), this.#key?.seal ?? null);
    this.#vaults.set(folder, opened);
    return opened;
  }

  async #openWith(base: Seal): Promise<void> {
    this.#base = base;
    this.#key = await MasterKey.open({ file: this.#keyPath, base, now: () => Date.now() });
  }

  get #keyPath(): string {
    return path.join(this.#ends.folder, 'key');
  }

  get #passphrasePath(): string {
    return path.join(this.#ends.folder, 'passphrase.json');
  }

  #passphraseFile(): z.output<typeof PASSPHRASE_FILE> | null {
    const content = readFileIfThere(this.#passphrasePath);
    return content === undefined ? null : PASSPHRASE_FILE.parse(JSON.parse(content.toString()));
  }
}
