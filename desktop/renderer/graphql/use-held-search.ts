import { useEffect, useState } from 'react';
import type { Sync } from '../../sync/sync.ts';
import { plainText } from '../lib/markdown/plain-text.ts';
import { markMatches } from '../lib/mark-matches.ts';
import { matchesSearch } from '../lib/matches-search.ts';
import { useSync } from './client-context.ts';
import type { SearchResultItem } from './search-result.ts';

const RESULTS_MAX = 50;

/** Finds words in what this device holds, the newest first; null while it looks. Filters and phrases are the server's. */
export function useHeldSearch(query: string): readonly SearchResultItem[] | null {
  const sync = useSync();
  const [answer, setAnswer] = useState<{ query: string; results: readonly SearchResultItem[] }>({ query: '', results: [] });
  useEffect(() => {
    if (query === '') return;
    const waiting = new AbortController();
    void findHeld(sync, query, waiting.signal).then((results) => {
      if (!waiting.signal.aborted) setAnswer({ query, results });
    });
    return () => waiting.abort();
  }, [sync, query]);
  return answer.query === query ? answer.results : null;
}

async function findHeld({ heldMessages, replica, viewerItems }: Sync, query: string, signal: AbortSignal): Promise<SearchResultItem[]> {
  const words = query
    .replaceAll('"', ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !/^-?[a-z]+:/i.test(word));
  if (words.length === 0) return [];
  const hidden = viewerItems.state.get().HIDDEN;
  const rows = await heldMessages.find({
    fits: ({ id, text }) => !hidden.has(id) && text !== null && matchesSearch(text, words.join(' ')),
    limit: RESULTS_MAX,
    isWanted: () => !signal.aborted,
  });
  return rows.flatMap((row) => {
    const sender = replica.person(row.senderId);
    if (sender === undefined) return [];
    const { id, conversationId, seq, threadRootSeq } = row;
    const thread = threadRootSeq === null ? {} : { threadRootSeq };
    return [
      {
        id,
        conversationId,
        seq,
        ...thread,
        sender,
        createdAt: row.importedAt ?? row.createdAt,
        pieces: markMatches(plainText(row.text ?? ''), words),
      },
    ];
  });
}
