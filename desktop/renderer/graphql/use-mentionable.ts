import { useEffect, useMemo } from 'react';
import { currentMembers, personOf } from '../../sync/history.ts';
import type { Person } from '../../sync/records.ts';
import { useSync } from './client-context.ts';
import { useKnownNames } from './use-known-names.ts';
import { useReadable } from './use-readable.ts';

/** Who can be mentioned in a conversation: its other members. They are asked for when they are first wanted. */
export function useMentionable(conversationId: string, isWanted: boolean): readonly Person[] {
  const { replica, history } = useSync();
  const rows = useReadable(replica.members(conversationId));
  const names = useKnownNames();
  const isMissing = isWanted && rows === null;
  useEffect(() => {
    // Without a network the names are written by hand.
    if (isMissing) history.openMembers(conversationId).catch(() => {});
  }, [history, conversationId, isMissing]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are found by their names.
  return useMemo(() => {
    if (!isWanted) return [];
    const others = currentMembers(rows ?? []).filter(({ userId }) => userId !== replica.viewerId);
    return others.map(({ userId }) => personOf(replica, userId));
  }, [replica, rows, isWanted, names]);
}
