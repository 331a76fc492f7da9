import type { MouseEvent, ReactNode } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { ContextMenu } from '../../ui/ContextMenu.tsx';
import { classNames } from '../../ui/class-names.ts';
import { FailedDeed } from './FailedDeed.tsx';
import { MessageMarks } from './MessageMarks.tsx';
import { MessageParts } from './MessageParts.tsx';
import { MessageTime } from './MessageTime.tsx';
import { MessageTools } from './MessageTools.tsx';
import { MessageWords } from './MessageWords.tsx';
import { useMessageDesk } from './message-desk.ts';
import styles from './message-row.module.css';
import { RowStopsContext } from './row-stops.ts';
import { SenderName } from './SenderName.tsx';
import { StuckMessage } from './StuckMessage.tsx';
import { useRowAttention } from './use-row-attention.ts';

interface TextMessageProps {
  message: TimelineMessage;
  startsGroup: boolean;
}

/** A link, and what somebody marked to copy, keep the browser's own menu. */
function keepsBrowserMenu({ target }: MouseEvent): boolean {
  const isLink = target instanceof Element && target.closest('a') !== null;
  return isLink || window.getSelection()?.isCollapsed === false;
}

/** What somebody said, with what was said about it, and what can be done with it. */
export function TextMessage({ message, startsGroup }: TextMessageProps): ReactNode {
  const desk = useMessageDesk();
  const { hasFocus, isHeld, isAttended, hold, listeners } = useRowAttention();
  const { sender, state, mentionsViewer, failed } = message;
  const isOnItsWay = state === 'sending' || state === 'slow' || message.hasPending;

  return (
    <ContextMenu label={t('message.actions')} menu={() => desk.menuOf(message)}>
      <RowStopsContext value={hasFocus}>
        <article
          className={classNames(styles.message, startsGroup && styles.start, mentionsViewer && styles.mention, isHeld && styles.held)}
          data-row=""
          tabIndex={-1}
          {...listeners}
          onContextMenu={(event) => keepsBrowserMenu(event) && event.stopPropagation()}
        >
          <div className={styles.gutter}>
            {startsGroup ? <Avatar id={sender.id} name={sender.displayName} /> : <MessageTime message={message} />}
          </div>
          <div className={styles.body}>
            {startsGroup ? (
              <header className={styles.by}>
                <SenderName sender={sender} />
                <MessageTime message={message} />
              </header>
            ) : (
              <span className="visually-hidden">{sender.displayName}</span>
            )}
            {mentionsViewer && <span className="visually-hidden">{t('timeline.mentionsYou')}</span>}
            <MessageMarks message={message} />
            <div className={classNames(styles.words, isOnItsWay && styles.pending)} dir="auto">
              <MessageWords message={message} />
            </div>
            <MessageParts message={message} />
            {(state === 'slow' || state === 'failed') && <StuckMessage message={message} />}
            {failed !== undefined && <FailedDeed failed={failed} />}
          </div>
          {isAttended && <MessageTools message={message} onHold={hold} />}
        </article>
      </RowStopsContext>
    </ContextMenu>
  );
}
