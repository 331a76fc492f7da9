import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import { CallFailure } from '../calls/call-failure.ts';
import { readFileIfThere, writeFileWhole } from '../disk/write-file.ts';
import { hasKeyStore, passphraseSeal, type Seal, systemSeal } from './seal.ts';
import { Vault } from './vault.ts';

/** `open`: vaults can be used. Else the person says how: by a new passphrase, by the one they chose, or by keeping nothing. */
export type SecretsState = 'open' | 'choosePassphrase' | 'enterPassphrase';

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

/** How secrets are sealed on this device (security E10): by the system's key store; where there is none, by a passphrase or not at all. */
export class Secrets {
  readonly #ends: SecretsEnds;
  readonly #vaults = new Map<string, Promise<Vault>>();
  #state: SecretsState;
  /** Null while closed, and where nothing is kept. */
  #seal: Seal | null;

  private constructor(ends: SecretsEnds, seal: Seal | null) {
    this.#ends = ends;
    this.#seal = seal;
    this.#state = seal !== null ? 'open' : this.#passphraseFile() === null ? 'choosePassphrase' : 'enterPassphrase';
  }

  static async start(ends: SecretsEnds): Promise<Secrets> {
    const isSafe = await hasKeyStore(ends.safeStorage, ends.platform);
    return new Secrets(ends, isSafe ? systemSeal(ends.safeStorage) : null);
  }

  get state(): SecretsState {
    return this.#state;
  }

  /** Opens with the passphrase that was chosen, or chooses it. Fails with WRONG_PASSPHRASE. */
  async openWith(passphrase: string): Promise<void> {
    if (this.#state === 'open') return;
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
    this.#seal = seal;
    this.#state = 'open';
  }

  /** Goes on with nothing but memory until the app ends. */
  keepNothing(): void {
    this.#state = 'open';
  }

  /** The secrets of a workspace, always the same ones. `folder`: the workspace's. */
  vault(folder: string): Promise<Vault> {
    if (this.#state !== 'open') throw new Error('Secrets are not open yet.');
    const opened = this.#vaults.get(folder) ?? Vault.open(path.join(folder, 'secrets'), this.#seal);
    this.#vaults.set(folder, opened);
    return opened;
  }

  get #passphrasePath(): string {
    return path.join(this.#ends.folder, 'passphrase.json');
  }

  #passphraseFile(): z.output<typeof PASSPHRASE_FILE> | null {
    const content = readFileIfThere(this.#passphrasePath);
    return content === undefined ? null : PASSPHRASE_FILE.parse(JSON.parse(content.toString()));
  }
}
