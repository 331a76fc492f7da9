import type { GlobalShortcut } from 'electron';
import type { Preferences } from '../../bridge/preferences.ts';

type Keys = Pick<GlobalShortcut, 'register' | 'unregister'>;

/** The keys that call the window from anywhere (DESKTOP-4); none until somebody wants some. */
export class ShowShortcut {
  readonly #keys: Keys;
  readonly #show: () => void;
  #held: Preferences['showShortcut'] = null;

  constructor(keys: Keys, show: () => void) {
    this.#keys = keys;
    this.#show = show;
  }

  /** False where another program has the keys; those before are in force then. */
  use(shortcut: Preferences['showShortcut']): boolean {
    if (shortcut === this.#held) return true;
    if (shortcut !== null && !this.#keys.register(shortcut, this.#show)) return false;
    if (this.#held !== null) this.#keys.unregister(this.#held);
    this.#held = shortcut;
    return true;
  }
}
