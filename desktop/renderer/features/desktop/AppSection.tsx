import type { ReactNode } from 'react';
import { useHost } from '../../graphql/host-context.ts';
import { useAppPreferences } from '../../graphql/use-app-preferences.ts';
import { LockPart } from './LockPart.tsx';
import { SpellingPart } from './SpellingPart.tsx';
import { StartPart } from './StartPart.tsx';
import { UpdatePart } from './UpdatePart.tsx';

/** What is decided for the app on this computer (DESKTOP-4); nothing in a browser. */
export function AppSection(): ReactNode {
  const { desktop } = useHost();
  return desktop === null ? null : <AppParts bridge={desktop.bridge} />;
}

function AppParts({ bridge }: Pick<NonNullable<ReturnType<typeof useHost>['desktop']>, 'bridge'>): ReactNode {
  const app = useAppPreferences(bridge);
  if (app === undefined) return null;
  return (
    <>
      <StartPart app={app} platform={bridge.about.platform} />
      <LockPart app={app} bridge={bridge} />
      <SpellingPart app={app} platform={bridge.about.platform} />
      <UpdatePart app={app} bridge={bridge} />
    </>
  );
}
