import type { StoreRecovery } from '../../bridge/store-calls.ts';
import { type Readable, Signal } from '../../sync/signal.ts';
import { StoreFailure } from '../../sync/store-failure.ts';

/**
 * What a person should know of what is kept on this device:
 * - `diskFull`, `notKept`: something could not be saved and is in memory alone;
 * - `newerVersion`: a newer version of the app wrote what is there; this one keeps nothing;
 * - `begunAnew`: what was there could not be read; everything is fetched again, nothing of one's own is lost;
 * - `partlyLost`: the same, and something that waited to be sent may be lost.
 */
export type KeepingTrouble = 'diskFull' | 'notKept' | 'newerVersion' | 'begunAnew' | 'partlyLost';

/** How it stands with what this device keeps. One for the page. */
class Keeping {
  readonly #trouble = new Signal<KeepingTrouble | null>(null);

  /** Null while all is well, and after the person has read it. */
  get trouble(): Readable<KeepingTrouble | null> {
    return this.#trouble;
  }

  /** A save failed, or nothing can be kept at all. */
  readonly failed = (error: unknown): void => {
    console.error('Could not save on this device.', error);
    // What is said while the program closes its store is no trouble.
    if (error instanceof StoreFailure && error.code === 'CLOSED') return;
    this.#trouble.set(troubleOf(error));
  };

  recovered({ isComplete }: StoreRecovery): void {
    this.#trouble.set(isComplete ? 'begunAnew' : 'partlyLost');
  }

  readonly dismiss = (): void => this.#trouble.set(null);
}

function troubleOf(error: unknown): KeepingTrouble {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return 'diskFull';
  if (!(error instanceof StoreFailure)) return 'notKept';
  if (error.code === 'NEWER_VERSION') return 'newerVersion';
  return error.code === 'DISK_FULL' ? 'diskFull' : 'notKept';
}

export const keeping = new Keeping();
