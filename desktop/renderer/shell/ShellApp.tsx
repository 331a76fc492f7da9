import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { bridgeOver } from '../../bridge/bridge.ts';
import type { ShellScreen } from '../../bridge/shell-calls.ts';
import type { Surface } from '../../bridge/surface.ts';
import { LockScreen } from './LockScreen.tsx';
import { PassphraseScreen } from './PassphraseScreen.tsx';
import { WorkspacesScreen } from './WorkspacesScreen.tsx';

/** The app's own screens, in a window that belongs to no workspace. */
export function ShellApp({ surface }: { readonly surface: Surface }): ReactNode {
  const bridge = useMemo(() => bridgeOver(surface), [surface]);
  const [screen, setScreen] = useState<ShellScreen>();
  useEffect(() => {
    void bridge.call('shell.screen', {}).then(setScreen);
    return bridge.on('shell.screenChanged', setScreen);
  }, [bridge]);
  if (screen === undefined) return null;
  if (screen === 'workspaces') return <WorkspacesScreen bridge={bridge} />;
  if (screen === 'locked') return <LockScreen bridge={bridge} />;
  return <PassphraseScreen bridge={bridge} isNew={screen === 'choosePassphrase'} />;
}
