import type { ReactNode } from 'react';
import type { MessageLink } from '../../../sync/operation.ts';
import { type QuoteView, useQuote } from '../../graphql/use-quote.ts';
import { plainText } from '../../lib/markdown/plain-text.ts';
import { t } from '../../lib/translate.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useMessageDesk } from './message-desk.ts';
import styles from './message-parts.module.css';
import { useRowTabIndex } from './row-stops.ts';

const quotedLength = 200;

function words({ status, message }: QuoteView): string {
  if (status === 'loading') return t('message.quoteLoading');
  if (message === undefined) return t('message.quoteGone');
  return message.deletedAt === undefined ? plainText(message.text).slice(0, quotedLength) : t('message.quoteDeleted');
}

/** The message that is answered, in short; a press goes there. */
export function QuoteBlock({ conversationId, replyTo }: { conversationId: string; replyTo: MessageLink }): ReactNode {
  const quote = useQuote(conversationId, replyTo);
  const { jump } = useMessageDesk();
  const tabIndex = useRowTabIndex();
  const name = quote.message?.sender.displayName;
  const text = words(quote);
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
