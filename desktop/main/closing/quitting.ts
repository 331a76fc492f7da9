import type { App, Event } from 'electron';

export interface QuittingEnds {
  readonly app: Pick<App, 'on' | 'quit'>;
  /** Finishes what is being written; never rejects. */
  readonly finish: () => Promise<void>;
}

/** The way out: whoever ends the app, by its menu, the tray, the system or an update, it finishes what is being written first. */
export class Quitting {
  readonly #ends: QuittingEnds;
  #state: 'running' | 'finishing' | 'finished' = 'running';

  constructor(ends: QuittingEnds) {
    this.#ends = ends;
    ends.app.on('before-quit', (event: Event) => this.#onBeforeQuit(event));
  }

  /** From now on windows close instead of hiding. */
  get isUnderWay(): boolean {
    return this.#state !== 'running';
  }

  /** Finishes now, because something else is about to end the app: an update closes the windows before it quits. */
  async finish(): Promise<void> {
    if (this.#state === 'running') {
      this.#state = 'finishing';
      await this.#ends.finish();
    }
    this.#state = 'finished';
  }

  #onBeforeQuit(event: Event): void {
    if (this.#state === 'finished') return;
    event.preventDefault();
    if (this.#state === 'finishing') return;
    this.#state = 'finishing';
    void this.#ends.finish().finally(() => {
      this.#state = 'finished';
      this.#ends.app.quit();
    });
  }
}
