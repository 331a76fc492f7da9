import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useConversations } from '../../graphql/use-conversations.ts';
import { matchesSearch } from '../../lib/matches-search.ts';
import { t } from '../../lib/translate.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { FilterField } from '../../ui/FilterField.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useToday } from '../../ui/use-today.ts';
import { ConversationRow } from './ConversationRow.tsx';
import styles from './conversation-list.module.css';
import { ListSkeleton } from './ListSkeleton.tsx';
import { moveRowFocus } from './move-row-focus.ts';

interface ConversationListProps {
  openId: string | undefined;
  onNew: () => void;
  onJump: () => void;
}

/** Every conversation of the viewer, newest activity first (CONV-4). */
export function ConversationList({ openId, onNew, onJump }: ConversationListProps): ReactNode {
  const { status, conversations, retry } = useConversations();
  const [filter, setFilter] = useState('');
  const today = useToday();
  const region = useRef<HTMLElement>(null);
  const shown = conversations.filter(({ title, peer }) => matchesSearch(`${title} ${peer?.username ?? ''}`, filter));
  const tabStop = shown.find(({ id }) => id === openId) ?? shown[0];

  function onKeyDown(event: KeyboardEvent) {
    if (region.current && moveRowFocus(region.current, event.key)) event.preventDefault();
  }

  return (
    <nav className={styles.region} aria-label={t('list.title')} ref={region} onKeyDown={onKeyDown}>
      <header className={styles.header}>
        <h1 className={styles.title}>{t('list.title')}</h1>
        <IconButton icon="compose" label={t('list.new')} onPress={onNew} />
      </header>
      <div className={styles.filter}>
        <FilterField label={t('list.filter')} value={filter} onChange={setFilter} />
      </div>
      {status === 'loading' && <ListSkeleton />}
      {status === 'error' && <ErrorState title={t('list.error')} onRetry={retry} />}
      {status === 'ready' && conversations.length === 0 && (
        <Notice icon="chat" title={t('list.empty')} hint={t('list.emptyHint')}>
          <Button tone="primary" icon="compose" onPress={onNew}>
            {t('list.start')}
          </Button>
        </Notice>
      )}
      {status === 'ready' && conversations.length > 0 && shown.length === 0 && (
        <Notice icon="search" title={t('list.noMatch', { query: filter.trim() })} hint={t('list.noMatchHint')}>
          <Button onPress={onJump}>{t('list.searchAll')}</Button>
        </Notice>
      )}
      <ul className={styles.rows}>
        {shown.map((conversation) => (
          <li key={conversation.id} className={styles.item}>
            <ConversationRow
              conversation={conversation}
              isOpen={conversation.id === openId}
              isTabStop={conversation === tabStop}
              today={today}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}
