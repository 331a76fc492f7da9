import type { ReactNode } from 'react';
import type { SearchView } from '../../graphql/use-search.ts';
import { errorCode, explainError } from '../../lib/explain-error.ts';
import { t } from '../../lib/translate.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SearchSkeleton } from './SearchSkeleton.tsx';
import styles from './search.module.css';

interface SearchStateProps {
  search: SearchView;
  query: string;
  hasSuggestions: boolean;
}

/** How the search stands, in words: read out when it changes. */
export function SearchState({ search, query, hasSuggestions }: SearchStateProps): ReactNode {
  const { status, results, hasMore, error, retry } = search;
  if (hasSuggestions && results.length === 0) return null;
  if (status === 'idle') return <Notice icon="search" title={t('search.start')} hint={t('search.startHint')} />;
  if (status === 'error' && errorCode(error) === 'VALIDATION_ERROR') {
    return <Notice icon="alert" title={t('search.refused')} hint={explainError(error)} role="alert" />;
  }
  if (status === 'error') return <ErrorState title={t('search.error')} hint={explainError(error)} onRetry={retry} />;
  if (results.length > 0) {
    const count = results.length;
    return (
      <p className={styles.count} role="status">
        {hasMore ? t('search.foundMore', { count }) : t('search.found', { count })}
      </p>
    );
  }
  if (status === 'loading') return <SearchSkeleton />;
  return <Notice icon="search" title={t('search.nothing', { query })} hint={t('search.nothingHint')} role="status" />;
}
