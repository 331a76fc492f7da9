import type { ReactNode } from 'react';
import { Header } from 'react-aria-components/Header';
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { useConversations } from '../../graphql/use-conversations.ts';
import type { SearchView } from '../../graphql/use-search.ts';
import { t } from '../../lib/translate.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { SearchResult } from './SearchResult.tsx';
import styles from './search.module.css';
import type { Suggestions } from './use-suggestions.ts';

interface SearchListProps {
  search: SearchView;
  suggestions: Suggestions | undefined;
  onPick: (id: string) => void;
}

/** What completes the filter that is being typed, then what was found. */
export function SearchList({ search, suggestions, onPick }: SearchListProps): ReactNode {
  const { conversations, archived } = useConversations();
  const titles = new Map([...conversations, ...archived].map(({ id, title }) => [id, title]));
  return (
    <ListBox
      aria-label={t('search.results')}
      selectionMode="none"
      onAction={(key) => onPick(String(key))}
      className={classNames(styles.list, search.status === 'loading' && styles.stale)}
    >
      {suggestions !== undefined && suggestions.items.length > 0 && (
        <ListBoxSection id="suggestions" aria-label={suggestions.title}>
          <Header className={classNames(styles.heading)}>{suggestions.title}</Header>
          {suggestions.items.map(({ id, name, detail }) => (
            <ListBoxItem key={id} id={id} textValue={name} className={classNames(styles.suggestion)}>
              <Avatar id={id} name={name} size="small" />
              <bdi>{name}</bdi>
              {detail !== undefined && <span className={styles.detail}>{detail}</span>}
            </ListBoxItem>
          ))}
        </ListBoxSection>
      )}
      <ListBoxSection id="results" aria-label={t('search.results')}>
        {search.results.map((result) => (
          <ListBoxItem
            key={result.id}
            id={result.id}
            textValue={result.pieces.map(({ text }) => text).join('')}
            className={classNames(styles.result)}
          >
            <SearchResult result={result} conversation={titles.get(result.conversationId)} />
          </ListBoxItem>
        ))}
        {search.hasMore && (
          <ListBoxItem id="more" textValue={t('search.more')} className={classNames(styles.more)}>
            <Icon name="arrowDown" size="small" />
            {t('search.more')}
          </ListBoxItem>
        )}
      </ListBoxSection>
    </ListBox>
  );
}
