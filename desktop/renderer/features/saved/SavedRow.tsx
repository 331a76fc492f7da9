import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useQuote } from '../../graphql/use-quote.ts';
import type { SavedItem } from '../../graphql/use-saved.ts';
import { plainText } from '../../lib/markdown/plain-text.ts';
import { fullLabel, listLabel } from '../../lib/time-labels.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from '../../ui/message-items.module.css';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useShortCodes } from '../../ui/use-short-codes.ts';
import { useToday } from '../../ui/use-today.ts';

interface SavedRowProps {
  item: SavedItem;
  /** Of the conversation it was said in. */
  title: string;
  onRemove: () => void;
}

/** One saved message: who said it where and when, and what. */
export function SavedRow({ item: { conversationId, messageId, seq }, title, onRemove }: SavedRowProps): ReactNode {
  const { status, message } = useQuote(conversationId, { id: messageId, seq });
  const emojiOfCode = useShortCodes(message?.text ?? '');
  const today = useToday();
  const said = message === undefined ? undefined : new Date(message.createdAt);
  return (
    <li className={styles.row}>
      <Link className={styles.link} to={`/c/${conversationId}?m=${seq}`}>
        {message !== undefined && <Avatar id={message.sender.id} name={message.sender.displayName} size="small" />}
        <span className={styles.words}>
          <span className={styles.head}>
            {message !== undefined && (
              <span className={styles.sender}>
                <bdi>{message.sender.displayName}</bdi>
              </span>
            )}
            <span className={styles.soft}>
              <bdi>{title}</bdi>
            </span>
            {said !== undefined && (
              <time className={styles.soft} dateTime={said.toISOString()} title={fullLabel(said)}>
                {listLabel(said, today)}
              </time>
            )}
          </span>
          {status === 'loading' && <Skeleton shape="long" />}
          {status === 'missing' && <span className={styles.soft}>{t('saved.missing')}</span>}
          {message !== undefined && (
            <span className={styles.text} dir="auto">
              {message.deletedAt !== undefined ? t('timeline.deleted') : plainText(message.text, emojiOfCode)}
            </span>
          )}
        </span>
      </Link>
      <IconButton icon="close" size="small" label={t('saved.remove')} onPress={onRemove} />
    </li>
  );
}
