import { lazy, memo, type ReactNode, Suspense, useDeferredValue, useMemo, useState } from 'react';
import type { ConversationDetail } from '../graphql/conversation-item.ts';
import { t } from '../lib/translate.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useMedia } from '../ui/use-media.ts';
import styles from './conversation-pane.module.css';
import { Talk } from './Talk.tsx';
import { useDetailsOpen } from './use-details-open.ts';
import { useOpenThread } from './use-open-thread.ts';

const DetailsPanel = lazy(async () => ({
  default: (await import('../features/details/DetailsPanel.tsx')).DetailsPanel,
}));
const ThreadPane = lazy(async () => ({ default: (await import('./ThreadPane.tsx')).ThreadPane }));
const AddMembersDialog = lazy(async () => ({
  default: (await import('../features/people/AddMembersDialog.tsx')).AddMembersDialog,
}));

function Pane({ conversation }: { conversation: ConversationDetail }): ReactNode {
  const { id, title } = conversation;
  // The messages first: who is in another conversation is told a moment after what is said in it.
  const known = useDeferredValue(conversation);
  const isWide = useMedia('wide');
  const details = useDetailsOpen(id, isWide);
  const [addingTo, setAddingTo] = useState<string>();
  const thread = useOpenThread(id);
  const hasDetails = details.isOpen && thread.rootSeq === undefined;
  const panel = useMemo(() => <DetailsPanel key={known.id} conversation={known} onAddPeople={() => setAddingTo(known.id)} />, [known]);
  return (
    <div className={styles.pane}>
      <Talk conversation={conversation} hasDetails={details.isOpen} onDetails={details.toggle} />
      {thread.rootSeq !== undefined && isWide && (
        <aside className={styles.thread} aria-label={t('thread.title')}>
          <Suspense>
            <ThreadPane key={`${id}:${thread.rootSeq}`} conversation={conversation} rootSeq={thread.rootSeq} onClose={thread.close} />
          </Suspense>
        </aside>
      )}
      {/* Its room is there before what is in it, so that the messages stay where they were first drawn. */}
      {hasDetails && isWide && (
        <aside className={styles.details} aria-label={t('details.title')}>
          <Suspense>{panel}</Suspense>
        </aside>
      )}
      <Suspense>
        {thread.rootSeq !== undefined && !isWide && (
          <Dialog title={t('thread.title')} place="side" onClose={thread.close}>
            <ThreadPane key={`${id}:${thread.rootSeq}`} conversation={conversation} rootSeq={thread.rootSeq} />
          </Dialog>
        )}
        {hasDetails && !isWide && (
          <Dialog title={t('details.title')} place="side" onClose={details.toggle}>
            {panel}
          </Dialog>
        )}
        {addingTo === id && <AddMembersDialog conversationId={id} title={title} onClose={() => setAddingTo(undefined)} />}
      </Suspense>
    </div>
  );
}

/** An open conversation: what is said in it, and its details or one of its threads beside or above that. */
export const ConversationPane = memo(Pane);
