import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useOwnStatus } from '../graphql/use-own-status.ts';
import { useProfile } from '../graphql/use-profile.ts';
import { useSession } from '../graphql/use-session.ts';
import { t } from '../lib/translate.ts';
import { Avatar } from '../ui/Avatar.tsx';
import styles from './rail.module.css';

const StatusDialog = lazy(async () => ({ default: (await import('../features/profile/StatusDialog.tsx')).StatusDialog }));

/** Oneself in the rail: a press sets the status (ID-6). */
export function OwnAvatar(): ReactNode {
  const { viewer } = useSession();
  const status = useOwnStatus();
  const profile = useProfile(viewer?.id);
  const [isOpen, setIsOpen] = useState(false);
  if (viewer === undefined) return null;
  const name = profile?.displayName ?? viewer.displayName;
  return (
    <>
      <button
        type="button"
        className={styles.viewer}
        aria-label={t('status.set')}
        title={t('rail.you', { name, username: viewer.username, status: t(`presence.${status}`) })}
        onClick={() => setIsOpen(true)}
      >
        <Avatar id={viewer.id} name={name} status={status === 'OFFLINE' ? undefined : status} />
      </button>
      <Suspense>{isOpen && <StatusDialog userId={viewer.id} onClose={() => setIsOpen(false)} />}</Suspense>
    </>
  );
}
