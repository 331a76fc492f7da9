import type { ReactNode } from 'react';
import { useMatch } from 'react-router';
import { usePeople } from '../graphql/use-people.ts';
import { t } from '../lib/translate.ts';
import { Badge } from '../ui/Badge.tsx';
import { Mark } from '../ui/Mark.tsx';
import { keys } from './keyboard-keys.ts';
import { OwnAvatar } from './OwnAvatar.tsx';
import { RailButton } from './RailButton.tsx';
import { RailLink } from './RailLink.tsx';
import styles from './rail.module.css';

interface RailProps {
  unreadCount: number;
  onJump: () => void;
}

/** The places of the app; beside the list, or below it where the window is narrow. */
export function Rail({ unreadCount, onJump }: RailProps): ReactNode {
  const requestCount = usePeople().requests.length;
  const isInContacts = useMatch('/contacts') !== null;
  const isInSettings = useMatch('/settings/*') !== null;
  const isInSaved = useMatch('/saved') !== null;
  const isInSearch = useMatch('/search') !== null;
  return (
    <nav className={styles.rail} aria-label={t('rail.label')}>
      <span className={styles.mark}>
        <Mark />
      </span>
      <RailLink to="/" icon="chat" label={t('rail.conversations')} isCurrent={!isInSettings && !isInSaved && !isInSearch && !isInContacts}>
        {unreadCount > 0 && (
          <span className={styles.badge}>
            <Badge count={unreadCount} label={t('rail.unread', { count: unreadCount })} tone="alert" />
          </span>
        )}
      </RailLink>
      <RailButton icon="command" label={t('rail.jump')} shortcut={keys('jump')} onPress={onJump} />
      <RailLink to="/search" icon="search" label={t('search.title')} isCurrent={isInSearch} />
      <RailLink to="/contacts" icon="person" label={t('people.title')} isCurrent={isInContacts}>
        {requestCount > 0 && (
          <span className={styles.badge}>
            <Badge count={requestCount} label={t('people.requestCount', { count: requestCount })} tone="alert" />
          </span>
        )}
      </RailLink>
      <RailLink to="/saved" icon="bookmark" label={t('rail.saved')} isCurrent={isInSaved} />
      <span className={styles.space} />
      <RailLink to="/settings" icon="settings" label={t('rail.settings')} isCurrent={isInSettings} />
      <OwnAvatar />
    </nav>
  );
}
