import { renameSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { readFileIfThere, writeFileWhole } from '../disk/write-file.ts';
import type { Seal } from './seal.ts';

const CONTENT = z.record(z.string(), z.string());

/**
 * A few secrets by name: the refresh token, who is signed in, the key of the store. They are in memory while it is open, and on disk sealed as one
 * file (security E10). Without a seal nothing is written.
 */
export class Vault {
  readonly #file: string;
  readonly #seal: Seal | null;
  #secrets: Readonly<Record<string, string>>;
  /** Writings, one after another: the last one to be asked for is the last on disk. */
  #turn: Promise<void> = Promise.resolve();

  private constructor(file: string, seal: Seal | null, secrets: Readonly<Record<string, string>>) {
    this.#file = file;
    this.#seal = seal;
    this.#secrets = secrets;
  }

  /** A file that cannot be opened is set aside: its key is lost, and with it what it held. */
  static async open(file: string, seal: Seal | null): Promise<Vault> {
    const sealed = seal === null ? undefined : readFileIfThere(file);
    if (seal === null || sealed === undefined) return new Vault(file, seal, {});
    try {
      return new Vault(file, seal, CONTENT.parse(JSON.parse(await seal.open(sealed))));
    } catch (error) {
      console.warn('The secrets of a workspace cannot be opened; it asks to sign in again.', error);
      renameSync(file, `${file}.unreadable`);
      return new Vault(file, seal, {});
    }
  }

  /** Whether anything is on disk after a restart. */
  get isKept(): boolean {
    return this.#seal !== null;
  }

  get(name: string): string | undefined {
    return this.#secrets[name];
  }

  /** Resolves when it is on disk. */
  async set(name: string, value: string): Promise<void> {
    this.#secrets = { ...this.#secrets, [name]: value };
    await this.#write();
  }

  async delete(name: string): Promise<void> {
    if (this.#secrets[name] === undefined) return;
    const { [name]: _gone, ...rest } = this.#secrets;
    this.#secrets = rest;
    await this.#write();
  }

  /** Forgets all of them, on disk too. */
  async wipe(): Promise<void> {
    this.#secrets = {};
    await this.#queue(async () => {
      for (const file of [this.#file, `${this.#file}.unreadable`]) rmSync(file, { force: true });
    });
  }

  /** Resolves when everything that was asked for is on disk. */
  settled(): Promise<void> {
    return this.#turn;
  }

  async #write(): Promise<void> {
    const seal = this.#seal;
    if (seal === null) return;
    await this.#queue(async () => writeFileWhole(this.#file, await seal.seal(JSON.stringify(this.#secrets))));
  }

  #queue(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
