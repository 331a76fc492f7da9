import type { ReactNode } from 'react';
import { useSession } from '../../graphql/use-session.ts';
import { t } from '../../lib/translate.ts';
import { Notice } from '../../ui/Notice.tsx';

/** What the owner of the server alone is shown; everybody else is told so. */
export function OwnersOnly({ children }: { children: ReactNode }): ReactNode {
  const { viewer } = useSession();
  if (viewer === undefined || viewer.role === 'OWNER') return children;
  return <Notice icon="lock" title={t('invitePeople.owners')} hint={t('invitePeople.ownersHint')} />;
}
