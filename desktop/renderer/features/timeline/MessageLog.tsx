import type { ReactNode } from 'react';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import type { UnreadMark } from '../../graphql/use-opened.ts';
import type { TimelineView } from '../../graphql/use-timeline.ts';
import { t } from '../../lib/translate.ts';
import { classNames } from '../../ui/class-names.ts';
import { useToday } from '../../ui/use-today.ts';
import { JumpPill } from './JumpPill.tsx';
import { MessageRow } from './MessageRow.tsx';
import styles from './message-log.module.css';
import { countUnseen, firstUnreadIndex } from './row-shape.ts';
import { TimelineFoot } from './TimelineFoot.tsx';
import { TimelineHead } from './TimelineHead.tsx';
import type { Arrivals } from './use-arrival.ts';
import { useJumpToUnread } from './use-jump-to-unread.ts';
import { useMarkAllRead } from './use-mark-all-read.ts';
import { firstSeqInSight, useMessageList } from './use-message-list.ts';
import { useMorePages } from './use-more-pages.ts';
import { useReading } from './use-reading.ts';
import { useRememberedPlace } from './use-remembered-place.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useUnreadStart } from './use-unread-start.ts';

/** Rows left beyond the window when the next page is asked for. */
const rowsAhead = 25;

interface MessageLogProps {
  conversation: ConversationDetail;
  timeline: TimelineView;
  arrivals: Arrivals;
  unreadMark: UnreadMark | undefined;
}

/** Whether the ends of a list are drawn. What stands beyond them turns while it waits, and what turns makes frames, seen or not. */
const drawnEnds = (rows: readonly { readonly index: number }[], count: number) => ({
  first: (rows[0]?.index ?? 0) === 0,
  last: (rows.at(-1)?.index ?? count) >= count - 1,
});

/** The messages of a conversation, drawn only where one looks. */
export function MessageLog({ conversation, timeline, arrivals, unreadMark }: MessageLogProps): ReactNode {
  const { messages, hasOlder, hasNewer } = timeline;
  const { unreadStart, forgetUnread } = useUnreadStart(conversation.readSeq, conversation.lastSeq, unreadMark);
  const unreadIndex = firstUnreadIndex(messages, unreadStart, hasOlder);
  const today = useToday();
  const { seenSeq, onVisible, markAllRead } = useReading(conversation);
  const { scroller, virtualizer, isAtEnd, isPlaced, targetSeq } = useMessageList({
    messages,
    openAtIndex: unreadIndex,
    arrival: arrivals.arrival,
    hasNewer,
    onVisible,
  });
  const unread = useJumpToUnread({
    count: conversation.unreadCount,
    isBeyondLoaded: hasOlder && (messages[0]?.seq ?? 0) > unreadStart + 1,
    fromSeq: unreadStart + 1,
    isMarked: unreadMark !== undefined,
    goTo: arrivals.goTo,
  });
  const rows = virtualizer.getVirtualItems();
  const drawn = drawnEnds(rows, messages.length);
  const { startIndex = rowsAhead, endIndex = 0 } = virtualizer.range ?? {};
  const older = useMorePages({ hasMore: hasOlder, loadMore: timeline.loadOlder, isWanted: isPlaced && startIndex < rowsAhead });
  const isNearEnd = isPlaced && endIndex > messages.length - rowsAhead;
  const newer = useMorePages({ hasMore: hasNewer, loadMore: timeline.loadNewer, isWanted: isNearEnd });
  useRememberedPlace(() => (isAtEnd ? undefined : firstSeqInSight(virtualizer, messages)));
  useMarkAllRead(() => {
    markAllRead();
    forgetUnread();
    arrivals.goToEnd();
  });
  const rowKeys = useRowKeys(scroller);
  const newCount = isAtEnd ? 0 : countUnseen(messages, seenSeq) + timeline.countNewer(Math.max(seenSeq, messages.at(-1)?.seq ?? 0));

  return (
    <div className={styles.frame}>
      <div
        className={styles.scroller}
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={t('timeline.label', { title: conversation.title })}
        {...rowKeys}
      >
        <div className={styles.sizer} ref={virtualizer.containerRef}>
          {drawn.first && <TimelineHead conversation={conversation} hasOlder={hasOlder} {...older} />}
          {rows.map(({ index, key }) => {
            const message = messages[index];
            return (
              message && (
                <div
                  key={key}
                  className={classNames(styles.row, message.seq !== undefined && message.seq === targetSeq && styles.target)}
                  data-index={index}
                  data-target={message.seq !== undefined && message.seq === targetSeq ? '' : undefined}
                  ref={virtualizer.measureElement}
                >
                  <MessageRow message={message} previous={messages[index - 1]} isFirstUnread={index === unreadIndex} today={today} />
                </div>
              )
            );
          })}
          {drawn.last && hasNewer && <TimelineFoot {...newer} />}
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
          onPress={arrivals.goToEnd}
        />
      )}
    </div>
  );
}
