import { useCallback } from 'react';
import type { Settings, SettingsInput } from '../../sync/records.ts';
import { useSync } from './client-context.ts';
import { useReadable } from './use-readable.ts';

export interface SettingsView {
  /** What holds for everybody who never chose, until the server was asked for the first time on this device. */
  readonly settings: Settings;
  /** Changes what is given, on all of the viewer's devices; rejects with an `ApiError`, and nothing has changed then. */
  update(input: SettingsInput): Promise<void>;
}

const DEFAULTS: Settings = { presenceMode: 'AUTOMATIC', presenceAudience: 'EVERYONE', readReceipts: true };

/** What the viewer decided about themselves (PRESENCE-1, PRESENCE-3, RECEIPT-4), kept current. */
export function useSettings(): SettingsView {
  const { settings } = useSync();
  const held = useReadable(settings.state);
  return { settings: held ?? DEFAULTS, update: useCallback((input) => settings.update(input), [settings]) };
}
