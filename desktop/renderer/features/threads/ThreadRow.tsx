import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { type FollowedThreadItem, useFollowing } from '../../graphql/use-followed-threads.ts';
import { useIsBlocked } from '../../graphql/use-people.ts';
import { plainText } from '../../lib/markdown/plain-text.ts';
import { threadLink } from '../../lib/place-link.ts';
import { fullLabel, listLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import items from '../../ui/message-items.module.css';
import { useToasts } from '../../ui/ToastProvider.tsx';
import { useShortCodes } from '../../ui/use-short-codes.ts';
import { useToday } from '../../ui/use-today.ts';
import styles from './threads.module.css';

const facesShown = 3;

interface ThreadRowProps {
  thread: FollowedThreadItem;
  /** Of the conversation it is in. */
  title: string;
}

/** What the message says that began the thread, on a few lines. */
function useWords({ root }: FollowedThreadItem): string {
  const emojiOfCode = useShortCodes(root.text);
  if (useIsBlocked(root.sender.id)) return t('blocked.folded');
  return root.deletedAt === undefined ? plainText(root.text, emojiOfCode) : t('timeline.deleted');
}

/** One thread: who began it where, with what, and what came since. */
export function ThreadRow({ thread, title }: ThreadRowProps): ReactNode {
  const { conversationId, rootId, rootSeq, root, replyCount, lastReplyAt, participants, unreadCount } = thread;
  const { follow } = useFollowing(conversationId, { id: rootId, seq: rootSeq });
  const { show } = useToasts();
  const today = useToday();
  const words = useWords(thread);
  const last = new Date(lastReplyAt);
  const stopFollowing = () => {
    follow(false);
    show({ text: t('thread.unfollowed'), action: { label: t('message.undo'), onAction: () => follow(true) } });
  };
  return (
    <li className={items.row}>
      <Link className={items.link} to={threadLink(conversationId, rootSeq)}>
        <Avatar id={root.sender.id} name={root.sender.displayName} size="small" />
        <span className={items.words}>
          <span className={items.head}>
            <bdi className={items.sender}>{root.sender.displayName}</bdi>
            <bdi className={items.soft}>{title}</bdi>
          </span>
          <span className={classNames(items.text, styles.brief, unreadCount > 0 && styles.unread)} dir="auto">
            {words}
          </span>
          <span className={styles.foot}>
            <span className={styles.faces}>
              {participants.slice(0, facesShown).map(({ id, displayName }) => (
                <Avatar key={id} id={id} name={displayName} size="tiny" />
              ))}
            </span>
            <span>{t('message.replies', { count: replyCount })}</span>
            <time dateTime={lastReplyAt} title={fullLabel(last)}>
              {t('message.lastReply', { when: listLabel(last, today) })}
            </time>
          </span>
        </span>
        {unreadCount > 0 && <Badge count={unreadCount} label={t('threads.unread', { count: unreadCount })} tone="accent" />}
      </Link>
      <IconButton icon="bellOff" size="small" label={t('thread.unfollow')} onPress={stopFollowing} />
    </li>
  );
}
