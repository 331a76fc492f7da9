import { useEffect, useRef, useState } from 'react';
import { foldable, foldText } from '../../sync/fold.ts';
import { parseHeldQuery } from '../../sync/held-query.ts';
import { placesOf } from '../../sync/search-term.ts';
import type { Sync } from '../../sync/sync.ts';
import { markMatches } from '../lib/mark-matches.ts';
import { useSync } from './client-context.ts';
import type { SearchOrder, SearchResultItem } from './search-result.ts';

const RESULTS_MAX = 50;

interface Asked {
  readonly query: string;
  readonly order: SearchOrder;
}

/**
 * Finds words in what this device holds; null while it looks. Filters are the server's. While one search runs the next waits, and only the last one
 * of those that wait is made: what is typed quickly is not searched letter by letter.
 */
export function useHeldSearch(query: string, order: SearchOrder): readonly SearchResultItem[] | null {
  const sync = useSync();
  const [answer, setAnswer] = useState<Asked & { results: readonly SearchResultItem[] }>({ query: '', order, results: [] });
  const turn = useRef(Promise.resolve());
  useEffect(() => {
    if (query === '') return;
    const waiting = new AbortController();
    const { signal } = waiting;
    const search = async () => {
      if (signal.aborted) return;
      // A store that broke off finds nothing; what is wrong with it is told elsewhere.
      const results = await findHeld(sync, { query, order }, signal).catch(() => []);
      if (!signal.aborted) setAnswer({ query, order, results });
    };
    turn.current = turn.current.then(search);
    return () => waiting.abort();
  }, [sync, query, order]);
  return answer.query === query && answer.order === order ? answer.results : null;
}

async function findHeld(sync: Sync, { query, order }: Asked, signal: AbortSignal): Promise<SearchResultItem[]> {
  const { heldMessages, replica, viewerItems } = sync;
  const hidden = viewerItems.state.get().HIDDEN;
  const terms = parseHeldQuery(query).flatMap(({ all }) => all);
  const rows = await heldMessages.find({
    text: query,
    order,
    limit: RESULTS_MAX,
    isShown: ({ id }) => !hidden.has(id),
    isWanted: () => !signal.aborted,
  });
  return rows.flatMap((row) => {
    const sender = replica.person(row.senderId);
    if (sender === undefined) return [];
    const { id, conversationId, seq, threadRootSeq } = row;
    const thread = threadRootSeq === null ? {} : { threadRootSeq };
    const text = foldable(row.text ?? '');
    const folded = foldText(text);
    const matches = terms
      .flatMap((term) => placesOf(term, folded))
      .map(([from, to]) => [folded.starts[from] ?? 0, folded.ends[to - 1] ?? 0] as const);
    return [{ id, conversationId, seq, ...thread, sender, createdAt: row.importedAt ?? row.createdAt, pieces: markMatches(text, matches) }];
  });
}
