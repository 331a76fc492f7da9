import type { ReactNode } from 'react';
import { Composer } from '../features/composer/Composer.tsx';
import { ReadOnlyNotice } from '../features/composer/ReadOnlyNotice.tsx';
import { ConversationMenuButton } from '../features/conversations/ConversationMenuButton.tsx';
import { TimelinePane } from '../features/timeline/TimelinePane.tsx';
import type { ConversationDetail } from '../graphql/conversation-item.ts';
import { useIsBlocked } from '../graphql/use-people.ts';
import { usePresence } from '../graphql/use-presence.ts';
import { shownStatus } from '../lib/shown-status.ts';
import { t } from '../lib/translate.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './conversation-pane.module.css';
import { PaneHeader } from './PaneHeader.tsx';
import { useSubtitle } from './use-subtitle.ts';

interface TalkProps {
  conversation: ConversationDetail;
  hasDetails: boolean;
  onDetails: () => void;
}

/** What one reads and writes of a conversation: its header, which changes from one to the next, and a timeline and a composer of its own. */
export function Talk({ conversation, hasDetails, onDetails }: TalkProps): ReactNode {
  const { id, title, peer, isSelf } = conversation;
  const presence = usePresence(isSelf ? undefined : peer?.id);
  const isBlocked = useIsBlocked(peer?.id);
  return (
    <section className={styles.talk} aria-label={title}>
      <PaneHeader
        title={title}
        subtitle={useSubtitle(conversation)}
        avatar={<Avatar id={peer?.id ?? id} name={title} status={shownStatus(presence)} />}
        actions={
          <>
            <ConversationMenuButton conversation={conversation} />
            <IconButton icon="details" label={t('conversation.details')} isOn={hasDetails} onPress={onDetails} />
          </>
        }
      />
      <TimelinePane key={`timeline ${id}`} conversation={conversation} />
      {conversation.canSend && !isBlocked ? (
        <Composer key={`composer ${id}`} conversation={conversation} />
      ) : (
        <ReadOnlyNotice isBlocked={isBlocked} />
      )}
    </section>
  );
}
