import { randomBytes } from 'node:crypto';
import { renameSync } from 'node:fs';
import { z } from 'zod';
import type { PinAnswer } from '../../bridge/lock-calls.ts';
import { readFileIfThere, writeFileWhole } from '../disk/write-file.ts';
import { keySeal, type Seal } from '../secrets/seal.ts';
import { closeWithPin, openWithPin, pinBoxSchema } from './pin-box.ts';
import { NO_WRONG_PINS, waitMs, wrongPinsSchema } from './wrong-pins.ts';

/** The key itself, or the box that only the PIN opens: never both. */
const keptSchema = z.union([
  z.strictObject({ key: z.base64(), pin: z.null(), wrong: wrongPinsSchema }),
  z.strictObject({ key: z.null(), pin: pinBoxSchema, wrong: wrongPinsSchema }),
]);

type Kept = z.infer<typeof keptSchema>;

export interface MasterKeyEnds {
  /** Where it is kept. */
  readonly file: string;
  /** What closes the file: the system's key store, or a passphrase where there is none. */
  readonly base: Seal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What a guess of the PIN costs, where it is not to take as long as it does for people. */
  readonly pinCost?: number;
}

const KEY_BYTES = 32;
const RIGHT: PinAnswer = { isRight: true, waitMs: 0 };

/**
 * The one key under which all secrets of this computer are kept. Setting, changing and removing the PIN (DESKTOP-4) writes this one small file and
 * nothing else, so that no crash leaves half of the secrets behind. While it is locked, the key is not in memory.
 */
export class MasterKey {
  readonly #ends: MasterKeyEnds;
  #kept: Kept;
  #key: Buffer | null;
  #seal: Seal | null = null;
  /** One PIN is looked at after another, so that guesses made at once are counted one by one. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(ends: MasterKeyEnds, kept: Kept) {
    this.#ends = ends;
    this.#kept = kept;
    this.#key = kept.key === null ? null : Buffer.from(kept.key, 'base64');
  }

  /** Reads the key, or makes it. A file that does not open is set aside: what was kept under its key cannot be read any more. */
  static async open(ends: MasterKeyEnds): Promise<MasterKey> {
    const kept = await readKept(ends);
    const opened = new MasterKey(ends, kept ?? { key: randomBytes(KEY_BYTES).toString('base64'), pin: null, wrong: NO_WRONG_PINS });
    if (kept === undefined) await opened.#write(opened.#kept);
    return opened;
  }

  get hasPin(): boolean {
    return this.#kept.pin !== null;
  }

  get isLocked(): boolean {
    return this.#key === null;
  }

  /** For how many milliseconds no PIN is looked at, after too many wrong ones. */
  get waitMs(): number {
    return waitMs(this.#kept.wrong, this.#ends.now());
  }

  /** Closes and opens secrets; rejects while it is locked. */
  readonly seal: Seal = {
    seal: async (text) => this.#opened().seal(text),
    open: async (sealed) => this.#opened().open(sealed),
  };

  /** Drops the key from memory; false where there is no PIN that would bring it back. */
  lock(): boolean {
    if (!this.hasPin) return false;
    this.#key?.fill(0);
    this.#key = null;
    this.#seal = null;
    return true;
  }

  unlock(pin: string): Promise<PinAnswer> {
    return this.#inTurn(async () => {
      const [answer, key] = await this.#try(pin);
      if (key !== null) this.#key = key;
      return answer;
    });
  }

  /** Sets the PIN, or another one: then `current` must be the one until now. */
  setPin(pin: string, current: string | null): Promise<PinAnswer> {
    return this.#inTurn(async () => {
      const answer = await this.#check(current);
      if (answer.isRight)
        await this.#write({ key: null, pin: await closeWithPin(pin, this.#held(), this.#ends.pinCost), wrong: NO_WRONG_PINS });
      return answer;
    });
  }

  removePin(current: string): Promise<PinAnswer> {
    return this.#inTurn(async () => {
      const answer = await this.#check(current);
      if (answer.isRight) await this.#write({ key: this.#held().toString('base64'), pin: null, wrong: NO_WRONG_PINS });
      return answer;
    });
  }

  async #check(current: string | null): Promise<PinAnswer> {
    if (!this.hasPin) return RIGHT;
    const [answer, key] = await this.#try(current ?? '');
    key?.fill(0);
    return answer;
  }

  /** Counted as wrong before it is looked at: ending the app in between gives no free guess. */
  async #try(pin: string): Promise<[PinAnswer, Buffer | null]> {
    const { pin: box, wrong } = this.#kept;
    if (box === null) return [RIGHT, null];
    if (this.waitMs > 0) return [{ isRight: false, waitMs: this.waitMs }, null];
    await this.#write({ key: null, pin: box, wrong: { count: wrong.count + 1, lastAt: this.#ends.now() } });
    const key = await openWithPin(pin, box);
    if (key === null) return [{ isRight: false, waitMs: this.waitMs }, null];
    await this.#write({ key: null, pin: box, wrong: NO_WRONG_PINS });
    return [RIGHT, key];
  }

  #opened(): Seal {
    this.#seal ??= keySeal(this.#held());
    return this.#seal;
  }

  #held(): Buffer {
    if (this.#key === null) throw new Error('The app is locked.');
    return this.#key;
  }

  async #write(kept: Kept): Promise<void> {
    const { file, base } = this.#ends;
    writeFileWhole(file, await base.seal(JSON.stringify(kept)));
    this.#kept = kept;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }
}

async function readKept({ file, base }: MasterKeyEnds): Promise<Kept | undefined> {
  const content = readFileIfThere(file);
  if (content === undefined) return undefined;
  try {
    return keptSchema.parse(JSON.parse(await base.open(content)));
  } catch (error) {
    console.warn('The key of what is kept cannot be opened; it is made anew.', error);
    renameSync(file, `${file}.unreadable`);
    return undefined;
  }
}
