import { memo, type ReactNode } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { systemText } from '../../lib/system-text.ts';
import { clockLabel, fullLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { DayLabel } from './DayLabel.tsx';
import { MessageStatus, type ShowReaders } from './MessageStatus.tsx';
import { MessageText } from './MessageText.tsx';
import styles from './message-row.module.css';
import { rowShape, shownTime } from './row-shape.ts';
import { StuckMessage } from './StuckMessage.tsx';

interface MessageRowProps {
  message: TimelineMessage;
  previous: TimelineMessage | undefined;
  /** The 'New' divider stands above it. */
  isFirstUnread: boolean;
  today: Date;
  onShowReaders: ShowReaders;
}

function Time({ message }: { message: TimelineMessage }): ReactNode {
  const time = shownTime(message);
  return (
    <time className={styles.time} dateTime={time.toISOString()} title={fullLabel(time)}>
      {clockLabel(time)}
    </time>
  );
}

function SystemLine({ message }: { message: TimelineMessage }): ReactNode {
  const { systemEvent, sender } = message;
  if (systemEvent === undefined) return null;
  return (
    <p className={styles.system}>
      <span>{systemText({ actor: sender, ...systemEvent })}</span> <Time message={message} />
    </p>
  );
}

function Words({ message, onShowReaders }: { message: TimelineMessage; onShowReaders: ShowReaders }): ReactNode {
  if (message.deletedAt !== undefined) {
    return <span className={styles.deleted}>{t('timeline.deleted')}</span>;
  }
  return (
    <>
      <MessageText message={message} />
      {message.editedAt !== undefined && <span className={styles.edited}>{t('timeline.edited')}</span>}
      <MessageStatus message={message} onShowReaders={onShowReaders} />
    </>
  );
}

interface TextMessageProps {
  message: TimelineMessage;
  startsGroup: boolean;
  onShowReaders: ShowReaders;
}

function TextMessage({ message, startsGroup, onShowReaders }: TextMessageProps): ReactNode {
  const { sender } = message;
  return (
    <article className={classNames(styles.message, startsGroup && styles.start, message.mentionsViewer && styles.mention)}>
      <div className={styles.gutter}>{startsGroup ? <Avatar id={sender.id} name={sender.displayName} /> : <Time message={message} />}</div>
      <div className={styles.body}>
        {startsGroup ? (
          <header className={styles.by}>
            <span className={styles.name} title={`@${sender.username}`}>
              <bdi>{sender.displayName}</bdi>
            </span>
            <Time message={message} />
          </header>
        ) : (
          <span className="visually-hidden">{sender.displayName}</span>
        )}
        {message.mentionsViewer && <span className="visually-hidden">{t('timeline.mentionsYou')}</span>}
        <div className={classNames(styles.words, (message.state === 'sending' || message.state === 'slow') && styles.pending)} dir="auto">
          <Words message={message} onShowReaders={onShowReaders} />
        </div>
        {(message.state === 'slow' || message.state === 'failed') && <StuckMessage message={message} />}
      </div>
    </article>
  );
}

function Row({ message, previous, isFirstUnread, today, onShowReaders }: MessageRowProps): ReactNode {
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
        <TextMessage message={message} startsGroup={startsGroup || isFirstUnread} onShowReaders={onShowReaders} />
      )}
    </>
  );
}

/** A message with what stands above it: its day, the 'New' divider, who wrote it. */
export const MessageRow = memo(Row);
