import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Composer } from '../features/composer/Composer.tsx';
import { ReadOnlyNotice } from '../features/composer/ReadOnlyNotice.tsx';
import { ConversationMenuButton } from '../features/conversations/ConversationMenuButton.tsx';
import { TimelinePane } from '../features/timeline/TimelinePane.tsx';
import type { ConversationDetail } from '../graphql/conversation-item.ts';
import { useOpened } from '../graphql/use-opened.ts';
import { useIsBlocked } from '../graphql/use-people.ts';
import { usePresence } from '../graphql/use-presence.ts';
import { shownStatus } from '../lib/shown-status.ts';
import { t } from '../lib/translate.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { useMedia } from '../ui/use-media.ts';
import styles from './conversation-pane.module.css';
import { PaneHeader } from './PaneHeader.tsx';
import { useDetailsOpen } from './use-details-open.ts';
import { useOpenThread } from './use-open-thread.ts';
import { useSubtitle } from './use-subtitle.ts';

const DetailsPanel = lazy(async () => ({
  default: (await import('../features/details/DetailsPanel.tsx')).DetailsPanel,
}));
const ThreadPane = lazy(async () => ({ default: (await import('./ThreadPane.tsx')).ThreadPane }));
const AddMembersDialog = lazy(async () => ({
  default: (await import('../features/people/AddMembersDialog.tsx')).AddMembersDialog,
}));

/** An open conversation: its header, timeline and composer, and its details beside or above them. */
export function ConversationPane({ conversation }: { conversation: ConversationDetail }): ReactNode {
  const { id, title, peer, isSelf } = conversation;
  const presence = usePresence(isSelf ? undefined : peer?.id);
  const isBlocked = useIsBlocked(peer?.id);
  const unreadMark = useOpened(id);
  const isWide = useMedia('wide');
  const details = useDetailsOpen(isWide);
  const [isAdding, setIsAdding] = useState(false);
  const thread = useOpenThread(id);
  const hasDetails = details.isOpen && thread.rootSeq === undefined;
  const panel = <DetailsPanel conversation={conversation} onAddPeople={() => setIsAdding(true)} />;
  return (
    <div className={styles.pane}>
      <section className={styles.talk} aria-label={title}>
        <PaneHeader
          title={title}
          subtitle={useSubtitle(conversation)}
          avatar={<Avatar id={peer?.id ?? id} name={title} status={shownStatus(presence)} />}
          actions={
            <>
              <ConversationMenuButton conversation={conversation} />
              <IconButton icon="details" label={t('conversation.details')} isOn={details.isOpen} onPress={details.toggle} />
            </>
          }
        />
        <TimelinePane conversation={conversation} unreadMark={unreadMark} />
        {conversation.canSend && !isBlocked ? <Composer conversation={conversation} /> : <ReadOnlyNotice isBlocked={isBlocked} />}
      </section>
      <Suspense>
        {thread.rootSeq !== undefined && isWide && (
          <aside className={styles.thread} aria-label={t('thread.title')}>
            <ThreadPane key={thread.rootSeq} conversation={conversation} rootSeq={thread.rootSeq} onClose={thread.close} />
          </aside>
        )}
        {thread.rootSeq !== undefined && !isWide && (
          <Dialog title={t('thread.title')} place="side" onClose={thread.close}>
            <ThreadPane key={thread.rootSeq} conversation={conversation} rootSeq={thread.rootSeq} />
          </Dialog>
        )}
        {hasDetails && isWide && (
          <aside className={styles.details} aria-label={t('details.title')}>
            {panel}
          </aside>
        )}
        {hasDetails && !isWide && (
          <Dialog title={t('details.title')} place="side" onClose={details.toggle}>
            {panel}
          </Dialog>
        )}
        {isAdding && <AddMembersDialog conversationId={id} title={title} onClose={() => setIsAdding(false)} />}
      </Suspense>
    </div>
  );
}
