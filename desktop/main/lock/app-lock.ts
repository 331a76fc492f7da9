import type { LOCK_CALLS, LockState, PinAnswer } from '../../bridge/lock-calls.ts';
import { CallFailure } from '../calls/call-failure.ts';
import type { Handlers } from '../calls/handlers.ts';
import type { MasterKey } from './master-key.ts';

export interface AppLockEnds {
  /** Null where nothing is kept on this computer, or it was not opened yet. */
  readonly key: () => MasterKey | null;
  /** Ends everything that shows or knows what is kept: pages, stores, sessions. Resolves when what was being written is on the disk. */
  readonly close: () => Promise<void>;
  /** The key is gone from memory: shows the screen that asks for the PIN. */
  readonly onLocked: () => void;
  /** The key is back. */
  readonly onUnlocked: () => void;
  readonly onChange: (state: LockState) => void;
  /** Removes all that is kept on this computer. */
  readonly wipe: () => Promise<void>;
}

/** Locks the app and opens it again (DESKTOP-4). Who forgot the PIN loses what is kept here, never the account. */
export class AppLock {
  readonly #ends: AppLockEnds;
  #locking: Promise<void> | null = null;

  constructor(ends: AppLockEnds) {
    this.#ends = ends;
  }

  get state(): LockState {
    const key = this.#ends.key();
    return { hasPin: key?.hasPin === true, canHavePin: key !== null };
  }

  get isLocked(): boolean {
    return this.#locking !== null || this.#ends.key()?.isLocked === true;
  }

  /** Resolves when the key is gone from memory; at once where there is no PIN. */
  async lock(): Promise<void> {
    const key = this.#ends.key();
    if (key === null || !key.hasPin || key.isLocked) return;
    this.#locking ??= this.#lockNow(key).finally(() => {
      this.#locking = null;
    });
    await this.#locking;
  }

  async unlock(pin: string): Promise<PinAnswer> {
    await this.#locking;
    const answer = await this.#held().unlock(pin);
    if (answer.isRight) this.#ends.onUnlocked();
    return answer;
  }

  async setPin(pin: string, current: string | null): Promise<PinAnswer> {
    const answer = await this.#held().setPin(pin, current);
    if (answer.isRight) this.#ends.onChange(this.state);
    return answer;
  }

  async removePin(current: string): Promise<PinAnswer> {
    const answer = await this.#held().removePin(current);
    if (answer.isRight) this.#ends.onChange(this.state);
    return answer;
  }

  /** For how long no PIN is looked at. */
  get waitMs(): number {
    return this.#ends.key()?.waitMs ?? 0;
  }

  forget(): Promise<void> {
    return this.#ends.wipe();
  }

  async #lockNow(key: MasterKey): Promise<void> {
    await this.#ends.close();
    key.lock();
    this.#ends.onLocked();
  }

  #held(): MasterKey {
    const key = this.#ends.key();
    if (key === null) throw new CallFailure('CONFLICT', 'Nothing is kept on this computer that a PIN could close.');
    return key;
  }
}

export function lockCalls(lock: AppLock): Handlers<typeof LOCK_CALLS> {
  return {
    'lock.state': () => lock.state,
    'lock.setPin': ({ pin, current }) => lock.setPin(pin, current),
    'lock.removePin': ({ current }) => lock.removePin(current),
    async 'lock.close'() {
      if (!lock.state.hasPin) throw new CallFailure('CONFLICT', 'There is no PIN that would open it again.');
      // The page that asks is closed meanwhile: nobody waits for the answer.
      void lock.lock();
      return null;
    },
    'lock.open': ({ pin }) => lock.unlock(pin),
    'lock.wait': () => ({ waitMs: lock.waitMs }),
    async 'lock.forget'() {
      await lock.forget();
      return null;
    },
  };
}
