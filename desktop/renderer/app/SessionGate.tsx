import type { ReactNode } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useSession } from '../graphql/use-session.ts';
import { t } from '../lib/translate.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { useDelayed } from '../ui/use-delayed.ts';
import styles from './session-gate.module.css';

/** Where a person was going before being asked to sign in. */
function destination(state: unknown): string {
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : '/';
  return typeof from === 'string' && from.startsWith('/') ? from : '/';
}

function Starting(): ReactNode {
  const isShown = useDelayed(true, 400);
  return <div className={styles.starting}>{isShown && <Spinner label={t('app.starting')} />}</div>;
}

/** Lets through those whom the routes within are for, and sends the others where they belong. */
export function SessionGate({ for: audience }: { for: 'signedIn' | 'signedOut' }): ReactNode {
  const { status } = useSession();
  const location = useLocation();
  if (status === 'starting') return <Starting />;
  if (status === audience) return <Outlet />;
  if (status === 'signedIn') return <Navigate to={destination(location.state)} replace />;
  return <Navigate to="/sign-in" replace state={{ from: location.pathname }} />;
}
