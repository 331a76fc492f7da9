import type { Request } from './catch-up.ts';
import { UPDATE_SETTINGS } from './documents.ts';
import type { Settings, SettingsInput } from './records.ts';
import { type Readable, Signal } from './signal.ts';
import type { StoreWriter } from './store-writer.ts';

export interface SettingsEnds {
  readonly writer: StoreWriter;
  readonly request: Request;
}

/** What the viewer decided about themselves, the same on all of their devices. */
export class ViewerSettings {
  readonly #ends: SettingsEnds;
  readonly #settings: Signal<Settings | null>;

  constructor(ends: SettingsEnds, stored: Settings | null) {
    this.#ends = ends;
    this.#settings = new Signal(stored);
  }

  /** Null until the server was asked for the first time on this device. */
  get state(): Readable<Settings | null> {
    return this.#settings;
  }

  /** Changes what is given, here and on all other devices. Rejects with an `ApiError`; nothing has changed then. */
  async update(input: SettingsInput): Promise<void> {
    const { updateSettings } = await this.#ends.request<{ updateSettings: Settings }>(UPDATE_SETTINGS, { input });
    this.receive(updateSettings);
  }

  /** The server told them. */
  receive({ presenceMode, presenceAudience, readReceipts, notifications }: Settings): void {
    const settings: Settings = { presenceMode, presenceAudience, readReceipts, ...(notifications && { notifications }) };
    const held = this.#settings.get();
    if (held !== null && JSON.stringify(held) === JSON.stringify(settings)) return;
    this.#settings.set(settings);
    void this.#ends.writer.write({ type: 'settingsRead', settings });
  }
}
