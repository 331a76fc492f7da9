import { memo, type ReactNode } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { systemText } from '../../lib/system-text.ts';
import { t } from '../../lib/translate.ts';
import { BlockedMessage } from './BlockedMessage.tsx';
import { DayLabel } from './DayLabel.tsx';
import { MessageTime } from './MessageTime.tsx';
import styles from './message-row.module.css';
import { rowShape, shownTime } from './row-shape.ts';
import { TextMessage } from './TextMessage.tsx';

interface MessageRowProps {
  message: TimelineMessage;
  previous: TimelineMessage | undefined;
  /** The 'New' divider stands above it. */
  isFirstUnread: boolean;
  today: Date;
}

function SystemLine({ message }: { message: TimelineMessage }): ReactNode {
  const { systemEvent, sender } = message;
  if (systemEvent === undefined) return null;
  return (
    <p className={styles.system}>
      <span>{systemText({ actor: sender, ...systemEvent })}</span> <MessageTime message={message} />
    </p>
  );
}

function Row({ message, previous, isFirstUnread, today }: MessageRowProps): ReactNode {
  const { startsDay, startsGroup } = rowShape(message, previous);
  return (
    <>
      {startsDay && <DayLabel conversationId={message.conversationId} date={shownTime(message)} today={today} />}
      {isFirstUnread && (
        <div className={styles.unread}>
          <span>{t('timeline.new')}</span>
        </div>
      )}
      {message.kind === 'SYSTEM' ? (
        <SystemLine message={message} />
      ) : (
        <BlockedMessage senderId={message.sender.id}>
          <TextMessage message={message} startsGroup={startsGroup || isFirstUnread || message.replyTo !== undefined} />
        </BlockedMessage>
      )}
    </>
  );
}

/** A message with what stands above it: its day, the 'New' divider, who wrote it. */
export const MessageRow = memo(Row);
