import type { ReactNode } from 'react';
import { matchPath, useLocation } from 'react-router';
import { useUnreadReplies } from '../graphql/use-followed-threads.ts';
import { usePeople } from '../graphql/use-people.ts';
import { t } from '../lib/translate.ts';
import { Badge } from '../ui/Badge.tsx';
import { Mark } from '../ui/Mark.tsx';
import { keys } from './keyboard-keys.ts';
import { OwnAvatar } from './OwnAvatar.tsx';
import { RailButton } from './RailButton.tsx';
import { RailLink } from './RailLink.tsx';
import styles from './rail.module.css';
import { WorkspaceSwitch } from './WorkspaceSwitch.tsx';

interface RailProps {
  unreadCount: number;
  onJump: () => void;
}

/** Everything else is a place among the conversations. */
const otherPlaces = ['/threads', '/search', '/contacts', '/saved', '/settings/*'];

/** How much waits at a place; nothing for nothing. */
function Waiting({ count, label }: { count: number; label: string }): ReactNode {
  if (count === 0) return null;
  return (
    <span className={styles.badge}>
      <Badge count={count} label={label} tone="alert" />
    </span>
  );
}

/** The places of the app; beside the list, or below it where the window is narrow. */
export function Rail({ unreadCount, onJump }: RailProps): ReactNode {
  const requestCount = usePeople().requests.length;
  const replyCount = useUnreadReplies();
  const { pathname } = useLocation();
  const isIn = (place: string) => matchPath(place, pathname) !== null;
  return (
    <nav className={styles.rail} aria-label={t('rail.label')}>
      <span className={styles.mark}>
        <Mark />
      </span>
      <RailLink to="/" icon="chat" label={t('rail.conversations')} isCurrent={!otherPlaces.some(isIn)}>
        <Waiting count={unreadCount} label={t('rail.unread', { count: unreadCount })} />
      </RailLink>
      <RailLink to="/threads" icon="thread" label={t('threads.title')} isCurrent={isIn('/threads')}>
        <Waiting count={replyCount} label={t('threads.unread', { count: replyCount })} />
      </RailLink>
      <RailButton icon="command" label={t('rail.jump')} shortcut={keys('jump')} onPress={onJump} />
      <RailLink to="/search" icon="search" label={t('search.title')} isCurrent={isIn('/search')} />
      <RailLink to="/contacts" icon="person" label={t('people.title')} isCurrent={isIn('/contacts')}>
        <Waiting count={requestCount} label={t('people.requestCount', { count: requestCount })} />
      </RailLink>
      <RailLink to="/saved" icon="bookmark" label={t('rail.saved')} isCurrent={isIn('/saved')} />
      <span className={styles.space} />
      <WorkspaceSwitch />
      <RailLink to="/settings" icon="settings" label={t('rail.settings')} isCurrent={isIn('/settings/*')} />
      <OwnAvatar />
    </nav>
  );
}
