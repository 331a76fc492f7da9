import type { Presence } from '../../sync/records.ts';
import { useConnection } from './use-connection.ts';
import { useSettings } from './use-settings.ts';

/** What others see of the viewer from this device: nobody while there is no connection or they are invisible. */
export function useOwnStatus(): Presence['status'] {
  const { settings } = useSettings();
  const { state } = useConnection();
  if (state !== 'online' || settings.presenceMode === 'INVISIBLE') return 'OFFLINE';
  return settings.presenceMode === 'BUSY' ? 'BUSY' : 'ONLINE';
}
