import type { ReactNode } from 'react';
import { useConversations } from '../../graphql/use-conversations.ts';
import { useSaved } from '../../graphql/use-saved.ts';
import { t } from '../../lib/translate.ts';
import styles from '../../ui/message-items.module.css';
import { Notice } from '../../ui/Notice.tsx';
import { SavedRow } from './SavedRow.tsx';

/** The messages that the viewer keeps for later, saved last first; each leads to where it was said (MSG-2). */
export function SavedScreen(): ReactNode {
  const { saved, unsave } = useSaved();
  const { conversations } = useConversations();
  const titles = new Map(conversations.map(({ id, title }) => [id, title]));
  if (saved.length === 0) return <Notice icon="bookmark" title={t('saved.empty')} hint={t('saved.emptyHint')} />;
  return (
    <div className={styles.scroller}>
      <ul className={styles.list} aria-label={t('saved.title')}>
        {saved.map((item) => (
          <SavedRow
            key={item.messageId}
            item={item}
            title={titles.get(item.conversationId) ?? ''}
            onRemove={() => void unsave(item.messageId)}
          />
        ))}
      </ul>
    </div>
  );
}
