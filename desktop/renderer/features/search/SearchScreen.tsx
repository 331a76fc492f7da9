import type { ReactNode } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { SearchField } from 'react-aria-components/SearchField';
import type { SearchOrder, SearchResultItem } from '../../graphql/search-result.ts';
import { useSearch } from '../../graphql/use-search.ts';
import { t } from '../../lib/translate.ts';
import { Choice } from '../../ui/Choice.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/Icon.tsx';
import { finishFilter } from './query-text.ts';
import { SearchFilters } from './SearchFilters.tsx';
import { SearchList } from './SearchResults.tsx';
import { SearchState } from './SearchState.tsx';
import styles from './search.module.css';
import { useSuggestions } from './use-suggestions.ts';

interface SearchScreenProps {
  query: string;
  onQueryChange: (query: string) => void;
  order: SearchOrder;
  onOrderChange: (order: SearchOrder) => void;
  onOpen: (result: SearchResultItem) => void;
}

const orders = [
  { value: 'RANK', icon: 'check', label: t('search.order.RANK') },
  { value: 'TIME', icon: 'clock', label: t('search.order.TIME') },
] as const;

/** Everything that was said, by a few words of it (SEARCH-1). Arrows choose, Enter opens, the focus stays in the field. */
export function SearchScreen({ query, onQueryChange, order, onOrderChange, onOpen }: SearchScreenProps): ReactNode {
  const search = useSearch(query, order);
  const suggestions = useSuggestions(query);

  function pick(id: string) {
    const suggestion = suggestions?.items.find((item) => item.id === id);
    const result = search.results.find((item) => item.id === id);
    if (suggestion !== undefined) onQueryChange(finishFilter(query, suggestion.value));
    else if (result !== undefined) onOpen(result);
    else search.loadMore();
  }

  return (
    <div className={styles.screen}>
      <Autocomplete inputValue={query} onInputChange={onQueryChange} disableAutoFocusFirst>
        <div className={styles.top}>
          <SearchField aria-label={t('search.field')} className={classNames(styles.field)} autoFocus>
            <Icon name="search" />
            <Input
              className={classNames(styles.input)}
              placeholder={t('search.placeholder')}
              dir="auto"
              autoComplete="off"
              spellCheck={false}
            />
            <AriaButton className={classNames(styles.clear)} aria-label={t('list.clearFilter')}>
              <Icon name="close" size="small" />
            </AriaButton>
          </SearchField>
          <div className={styles.options}>
            <SearchFilters query={query} onQueryChange={onQueryChange} />
            <Choice label={t('search.order')} value={order} options={orders} onChange={onOrderChange} />
          </div>
          {search.isHeldOnly && <p className={styles.offline}>{t('search.offline')}</p>}
        </div>
        <div className={styles.scroller}>
          <SearchState search={search} query={query.trim()} hasSuggestions={suggestions !== undefined} />
          <SearchList search={search} suggestions={suggestions} onPick={pick} />
        </div>
      </Autocomplete>
    </div>
  );
}
