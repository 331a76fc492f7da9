import type { ReactNode } from 'react';
import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { t } from '../../lib/translate.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './message-parts.module.css';
import { QuoteBlock } from './QuoteBlock.tsx';

/** What stands above the words: that it is pinned or forwarded, and what it answers. */
export function MessageMarks({ message }: { message: TimelineMessage }): ReactNode {
  const { isPinned, pinnedBy, forwardedFrom, replyTo, conversationId, deletedAt } = message;
  if (deletedAt !== undefined) return null;
  return (
    <>
      {isPinned && (
        <p className={styles.mark}>
          <Icon name="pin" size="small" />
          {pinnedBy === undefined ? t('message.pinned') : t('message.pinnedBy', { name: pinnedBy.displayName })}
        </p>
      )}
      {forwardedFrom !== undefined && (
        <p className={styles.mark}>
          <Icon name="passOn" size="small" />
          {t('message.forwarded', { name: forwardedFrom.sender.displayName })}
        </p>
      )}
      {replyTo !== undefined && <QuoteBlock conversationId={conversationId} replyTo={replyTo} />}
    </>
  );
}
