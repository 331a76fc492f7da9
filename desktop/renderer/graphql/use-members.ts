import { useEffect, useMemo, useState } from 'react';
import { currentMembers, personOf } from '../../sync/history.ts';
import { useSync } from './client-context.ts';
import type { MemberItem } from './member-item.ts';
import { useKnownNames } from './use-known-names.ts';
import { useReadable } from './use-readable.ts';
import { useSelected } from './use-selected.ts';

export interface MembersView {
  readonly status: 'loading' | 'ready' | 'error';
  readonly members: readonly MemberItem[];
  readonly error?: Error;
  /** The three actions reject with an `ApiError`. */
  add(userIds: readonly string[]): Promise<void>;
  remove(userId: string): Promise<void>;
  leave(): Promise<void>;
}

/** Who is in a conversation, kept current. */
export function useMembers(conversationId: string): MembersView {
  const sync = useSync();
  const { replica, history } = sync;
  const rows = useReadable(replica.members(conversationId));
  const isHeld = useSelected(replica.conversations, (rows) => rows.has(conversationId));
  const [error, setError] = useState<Error>();
  const isOpen = rows !== null;
  const names = useKnownNames();

  useEffect(() => {
    if (isHeld && !isOpen && error === undefined) history.openMembers(conversationId).catch(setError);
  }, [history, conversationId, isHeld, isOpen, error]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a member has a name.
  return useMemo(() => {
    const members = currentMembers(rows ?? []).map(({ userId, role, joinedAt }) => ({
      person: personOf(replica, userId),
      role,
      joinedAt,
      isViewer: userId === replica.viewerId,
    }));
    // A conversation has at least the viewer: an empty list is one whose rows are on their way.
    const pending = error === undefined ? 'loading' : 'error';
    return {
      status: members.length > 0 ? 'ready' : pending,
      members,
      ...(error && { error }),
      add: (userIds) => sync.addMembers(conversationId, userIds),
      remove: (userId) => sync.removeMember(conversationId, userId),
      leave: () => sync.leave(conversationId),
    };
  }, [sync, replica, conversationId, rows, error, names]);
}
