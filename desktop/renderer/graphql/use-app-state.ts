import { useEffect, useState } from 'react';
import type { Bridge } from '../../bridge/bridge.ts';
import type { LockState } from '../../bridge/lock-calls.ts';
import type { UpdateState } from '../../bridge/update-calls.ts';

/** Whether there is a PIN; undefined for the moment before main has told. */
export function useLockState(bridge: Bridge): LockState | undefined {
  const [state, setState] = useState<LockState>();
  useEffect(() => {
    void bridge.call('lock.state', {}).then(setState);
    return bridge.on('lock.changed', setState);
  }, [bridge]);
  return state;
}

/** Where the app is with its next version; undefined for the moment before main has told. */
export function useUpdateState(bridge: Bridge | undefined): UpdateState | undefined {
  const [state, setState] = useState<UpdateState>();
  useEffect(() => {
    if (bridge === undefined) return;
    void bridge.call('updates.state', {}).then(setState);
    return bridge.on('updates.changed', setState);
  }, [bridge]);
  return state;
}
