import type { ReactNode } from 'react';
import { useMatch } from 'react-router';
import { useOwnStatus } from '../graphql/use-own-status.ts';
import { useSession } from '../graphql/use-session.ts';
import { t } from '../lib/translate.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Mark } from '../ui/Mark.tsx';
import { keys } from './keyboard-keys.ts';
import { RailButton } from './RailButton.tsx';
import { RailLink } from './RailLink.tsx';
import styles from './rail.module.css';

interface RailProps {
  unreadCount: number;
  onJump: () => void;
}

/** The places of the app; beside the list, or below it where the window is narrow. */
export function Rail({ unreadCount, onJump }: RailProps): ReactNode {
  const { viewer } = useSession();
  const status = useOwnStatus();
  const isInSettings = useMatch('/settings/*') !== null;
  const isInSaved = useMatch('/saved') !== null;
  const isInSearch = useMatch('/search') !== null;
  return (
    <nav className={styles.rail} aria-label={t('rail.label')}>
      <span className={styles.mark}>
        <Mark />
      </span>
      <RailLink to="/" icon="chat" label={t('rail.conversations')} isCurrent={!isInSettings && !isInSaved && !isInSearch}>
        {unreadCount > 0 && (
          <span className={styles.badge}>
            <Badge count={unreadCount} label={t('rail.unread', { count: unreadCount })} tone="alert" />
          </span>
        )}
      </RailLink>
      <RailButton icon="command" label={t('rail.jump')} shortcut={keys('jump')} onPress={onJump} />
      <RailLink to="/search" icon="search" label={t('search.title')} isCurrent={isInSearch} />
      <RailLink to="/saved" icon="bookmark" label={t('rail.saved')} isCurrent={isInSaved} />
      <span className={styles.space} />
      <RailLink to="/settings" icon="settings" label={t('rail.settings')} isCurrent={isInSettings} />
      {viewer !== undefined && (
        <span
          className={styles.viewer}
          title={t('rail.you', { name: viewer.displayName, username: viewer.username, status: t(`presence.${status}`) })}
        >
          <Avatar id={viewer.id} name={viewer.displayName} status={status === 'OFFLINE' ? undefined : status} />
        </span>
      )}
    </nav>
  );
}
