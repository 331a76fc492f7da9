import { useCallback } from 'react';
import type { Person } from '../../sync/records.ts';
import { useSession } from './use-session.ts';

interface Mentioning {
  readonly mentions: readonly Person[];
  readonly mentionsAll: boolean;
}

/** Who is meant by a name in a message, as the server understood it (MSG-1). */
export function useMeantBy({ mentions, mentionsAll }: Mentioning): (name: string) => { title: string; isViewer: boolean } | undefined {
  const { viewer } = useSession();
  const viewerId = viewer?.id;
  return useCallback(
    (name) => {
      if (name === 'all' || name === 'here') return mentionsAll ? { title: `@${name}`, isViewer: true } : undefined;
      const person = mentions.find(({ username }) => username === name);
      return person && { title: person.displayName, isViewer: person.id === viewerId };
    },
    [mentions, mentionsAll, viewerId],
  );
}
