import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import type { TimelineView } from '../../graphql/use-timeline.ts';
import { t } from '../../lib/translate.ts';
import { useToday } from '../../ui/use-today.ts';
import { JumpPill } from './JumpPill.tsx';
import { MessageRow } from './MessageRow.tsx';
import styles from './message-log.module.css';
import { countUnseen, firstUnreadIndex } from './row-shape.ts';
import { TimelineHead } from './TimelineHead.tsx';
import { useJumpToUnread } from './use-jump-to-unread.ts';
import { useMarkAllRead } from './use-mark-all-read.ts';
import { useMessageList } from './use-message-list.ts';
import { useOlderMessages } from './use-older-messages.ts';
import { useReading } from './use-reading.ts';
import { useUnreadStart } from './use-unread-start.ts';

const ReadersDialog = lazy(async () => ({ default: (await import('./ReadersDialog.tsx')).ReadersDialog }));

/** Rows left above the window when the next older page is asked for. */
const rowsAhead = 25;

interface MessageLogProps {
  conversation: ConversationDetail;
  timeline: TimelineView;
}

/** The messages of a conversation, drawn only where one looks. */
export function MessageLog({ conversation, timeline }: MessageLogProps): ReactNode {
  const { messages, hasOlder } = timeline;
  const { unreadStart, forgetUnread } = useUnreadStart(conversation.readSeq, conversation.lastSeq);
  const unreadIndex = firstUnreadIndex(messages, unreadStart, hasOlder);
  const today = useToday();
  const [readersOfSeq, setReadersOfSeq] = useState<number>();
  const { seenSeq, onVisible, markAllRead } = useReading(conversation);
  const { scroller, virtualizer, isAtEnd, isPlaced } = useMessageList({
    messages,
    openAtIndex: unreadIndex,
    onVisible,
  });
  const unread = useJumpToUnread({
    count: conversation.unreadCount,
    isBeyondLoaded: hasOlder && (messages[0]?.seq ?? 0) > unreadStart + 1,
    index: unreadIndex,
    scrollTo: useCallback((index: number) => virtualizer.scrollToIndex(index, { align: 'start' }), [virtualizer]),
  });
  const isNearTop = isPlaced && (virtualizer.range?.startIndex ?? rowsAhead) < rowsAhead;
  const older = useOlderMessages({ hasOlder, loadOlder: timeline.loadOlder, isWanted: isNearTop || unread.isUnderWay });
  useMarkAllRead(() => {
    markAllRead();
    forgetUnread();
    virtualizer.scrollToEnd();
  });
  const newCount = isAtEnd ? 0 : countUnseen(messages, seenSeq);

  return (
    <div className={styles.frame}>
      <div
        className={styles.scroller}
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={t('timeline.label', { title: conversation.title })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard (WCAG 2.1.1).
        tabIndex={0}
      >
        <div className={styles.sizer} ref={virtualizer.containerRef}>
          <TimelineHead conversation={conversation} hasOlder={hasOlder} {...older} />
          {virtualizer.getVirtualItems().map(({ index, key }) => {
            const message = messages[index];
            return (
              message && (
                <div key={key} className={styles.row} data-index={index} ref={virtualizer.measureElement}>
                  <MessageRow
                    message={message}
                    previous={messages[index - 1]}
                    isFirstUnread={index === unreadIndex}
                    today={today}
                    onShowReaders={setReadersOfSeq}
                  />
                </div>
              )
            );
          })}
        </div>
      </div>
      {unread.count > 0 && (
        <JumpPill
          direction="up"
          label={t('timeline.toUnread')}
          news={t('timeline.unreadAbove', { count: unread.count })}
          onPress={unread.jump}
        />
      )}
      {!isAtEnd && (
        <JumpPill
          direction="down"
          label={t('timeline.toBottom')}
          news={newCount > 0 ? t('timeline.unreadPill', { count: newCount }) : undefined}
          onPress={() => virtualizer.scrollToEnd()}
        />
      )}
      <Suspense>
        {readersOfSeq !== undefined && (
          <ReadersDialog conversationId={conversation.id} seq={readersOfSeq} onClose={() => setReadersOfSeq(undefined)} />
        )}
      </Suspense>
    </div>
  );
}
