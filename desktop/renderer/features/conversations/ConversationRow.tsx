import { memo, type ReactNode } from 'react';
import type { ConversationItem } from '../../graphql/conversation-item.ts';
import { StatusEmoji } from '../../graphql/StatusEmoji.tsx';
import { useIsBlocked } from '../../graphql/use-people.ts';
import { usePresence } from '../../graphql/use-presence.ts';
import { shownStatus } from '../../lib/shown-status.ts';
import { fullLabel, listLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useShortCodes } from '../../ui/use-short-codes.ts';
import styles from './conversation-row.module.css';
import { type Preview, previewOf } from './preview.ts';
import { RowLink } from './RowLink.tsx';

interface ConversationRowProps {
  conversation: ConversationItem;
  isOpen: boolean;
  /** The one row that Tab reaches; arrows move on from it. */
  isTabStop: boolean;
  today: Date;
}

function SendState({ conversation }: { conversation: ConversationItem }): ReactNode {
  const { lastMessage, draft } = conversation;
  if (draft || !lastMessage?.mine) return null;
  if (lastMessage.state === 'failed') return <Icon name="alert" size="small" />;
  if (lastMessage.state !== 'sending' && lastMessage.state !== 'slow') return null;
  return (
    <span title={t('list.sending')}>
      <Icon name="clock" size="small" />
      <span className="visually-hidden">{t('list.sending')}</span>
    </span>
  );
}

/** How much waits to be read; an @ where some of it is meant for the viewer. */
function Unread({ conversation }: { conversation: ConversationItem }): ReactNode {
  const { unreadCount, mentionCount, isMuted } = conversation;
  return (
    <span className={styles.counts}>
      {mentionCount > 0 && (
        <span className={styles.mentions} title={t('list.mentions', { count: mentionCount })}>
          <Icon name="at" size="small" />
          <span className="visually-hidden">{t('list.mentions', { count: mentionCount })}</span>
        </span>
      )}
      <Badge count={unreadCount} label={t('rail.unread', { count: unreadCount })} tone={isMuted ? 'quiet' : 'accent'} />
    </span>
  );
}

/** What waits, or how far one's own last message is; a dot for what was marked unread by hand. */
function Aside({ conversation }: { conversation: ConversationItem }): ReactNode {
  if (conversation.unreadCount > 0) return <Unread conversation={conversation} />;
  if (!conversation.isMarkedUnread) return <SendState conversation={conversation} />;
  return (
    <span className={styles.dot} title={t('list.markedUnread')}>
      <span className="visually-hidden">{t('list.markedUnread')}</span>
    </span>
  );
}

function usePreview(conversation: ConversationItem, isOpen: boolean): Preview {
  const { senderId, text = '' } = conversation.lastMessage ?? {};
  const isFolded = useIsBlocked(senderId);
  const emojiOfCode = useShortCodes(text);
  return previewOf(conversation, { isOpen, isFolded, emojiOfCode });
}

function Row({ conversation, isOpen, isTabStop, today }: ConversationRowProps): ReactNode {
  const { id, title, peer, isSelf, isMuted } = conversation;
  const isUnread = conversation.unreadCount > 0 || conversation.isMarkedUnread;
  const status = shownStatus(usePresence(isSelf ? undefined : peer?.id));
  const preview = usePreview(conversation, isOpen);
  const activity = new Date(conversation.lastActivityAt);
  return (
    <RowLink
      to={`/c/${id}`}
      className={classNames(styles.row, isUnread && styles.unread, isMuted && styles.muted)}
      aria-current={isOpen ? 'page' : undefined}
      tabIndex={isTabStop ? 0 : -1}
      data-row=""
    >
      <Avatar id={peer?.id ?? id} name={title} status={status} />
      <span className={styles.words}>
        <span className={styles.title}>
          <bdi>{isSelf ? t('list.self', { name: title }) : title}</bdi>
          {peer !== undefined && !isSelf && (
            <span className={styles.sign}>
              <StatusEmoji userId={peer.id} />
            </span>
          )}
          {isMuted && (
            <span className={styles.sign} title={t('list.muted')}>
              <Icon name="bellOff" size="small" />
              <span className="visually-hidden">, {t('list.muted')}</span>
            </span>
          )}
          {status !== undefined && <span className="visually-hidden">, {t(`presence.${status}`)}</span>}
        </span>
        <span className={classNames(styles.preview, styles[preview.tone])}>
          {preview.label !== undefined && <span className={styles.label}>{preview.label} </span>}
          <bdi>{preview.text}</bdi>
        </span>
      </span>
      <span className={styles.aside}>
        <time dateTime={conversation.lastActivityAt} title={fullLabel(activity)}>
          {listLabel(activity, today)}
        </time>
        <Aside conversation={conversation} />
      </span>
    </RowLink>
  );
}

/** One conversation in the list. */
export const ConversationRow = memo(Row);
