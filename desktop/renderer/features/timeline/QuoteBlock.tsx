import type { ReactNode } from 'react';
import type { MessageLink } from '../../../sync/operation.ts';
import { useIsBlocked } from '../../graphql/use-people.ts';
import { type QuoteView, useQuote } from '../../graphql/use-quote.ts';
import type { EmojiOfCode } from '../../lib/emoji/short-codes.ts';
import { plainText } from '../../lib/markdown/plain-text.ts';
import { t } from '../../lib/translate.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useShortCodes } from '../../ui/use-short-codes.ts';
import { useMessageDesk } from './message-desk.ts';
import styles from './message-parts.module.css';
import { useRowTabIndex } from './row-stops.ts';

const quotedLength = 200;

function words({ status, message }: QuoteView, emojiOfCode: EmojiOfCode): string {
  if (status === 'loading') return t('message.quoteLoading');
  if (message === undefined) return t('message.quoteGone');
  if (message.deletedAt !== undefined) return t('message.quoteDeleted');
  return plainText(message.text, emojiOfCode).slice(0, quotedLength);
}

/** The message that is answered, in short; a press goes there. */
export function QuoteBlock({ conversationId, replyTo }: { conversationId: string; replyTo: MessageLink }): ReactNode {
  const quote = useQuote(conversationId, replyTo);
  const { jump } = useMessageDesk();
  const tabIndex = useRowTabIndex();
  const isFolded = useIsBlocked(quote.message?.sender.id);
  const emojiOfCode = useShortCodes(quote.message?.text ?? '');
  const name = quote.message?.sender.displayName;
  const text = isFolded ? t('blocked.folded') : words(quote, emojiOfCode);
  return (
    <button
      type="button"
      className={styles.quote}
      tabIndex={tabIndex}
      disabled={quote.message === undefined}
      aria-label={name === undefined ? text : t('message.answerTo', { name, text })}
      onClick={() => jump(replyTo.seq)}
    >
      <Icon name="reply" size="small" />
      {name !== undefined && <bdi className={styles.quoteName}>{name}</bdi>}
      <span className={styles.quoteText} dir="auto">
        {text}
      </span>
    </button>
  );
}
