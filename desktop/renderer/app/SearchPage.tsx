import { type ReactNode, useEffect, useState } from 'react';
import { useLocation, useNavigate, useNavigationType, useSearchParams } from 'react-router';
import { SearchScreen } from '../features/search/SearchScreen.tsx';
import { placeLink, threadLink } from '../lib/place-link.ts';
import { t } from '../lib/translate.ts';
import { PaneHeader } from './PaneHeader.tsx';

/** The search; its words are in the address, so that the way back from a result leads to the others. */
export function SearchPage(): ReactNode {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const [query, setQuery] = useTypedQuery(params.get('q') ?? '');
  const order = params.get('order') === 'TIME' ? 'TIME' : 'RANK';
  const go = (words: string, by: string) => {
    setQuery(words);
    setParams({ q: words, ...(by === 'TIME' && { order: by }) }, { replace: true });
  };
  return (
    <>
      <PaneHeader title={t('search.title')} />
      <SearchScreen
        query={query}
        onQueryChange={(words) => go(words, order)}
        order={order}
        onOrderChange={(by) => go(query, by)}
        onOpen={({ conversationId, seq, threadRootSeq }) =>
          void navigate(threadRootSeq === undefined ? placeLink(conversationId, seq) : threadLink(conversationId, threadRootSeq, seq))
        }
      />
    </>
  );
}

/** What is in the field: the address follows it a moment later, and must not take back what was typed meanwhile; another address brings its own. */
function useTypedQuery(addressed: string): [string, (query: string) => void] {
  const [query, setQuery] = useState(addressed);
  const { key } = useLocation();
  const isElsewhere = useNavigationType() !== 'REPLACE';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key tells one address from the next, be it the same.
  useEffect(() => {
    if (isElsewhere) setQuery(addressed);
  }, [key, isElsewhere, addressed]);
  return [query, setQuery];
}
