import { useMemo } from 'react';
import { unreachable } from '../../sync/api-error.ts';
import { useSync } from './client-context.ts';
import type { ConversationItem } from './conversation-item.ts';
import { ConversationItems } from './conversation-items.ts';
import { useKnownNames } from './use-known-names.ts';
import { useOwnParts } from './use-own-parts.ts';
import { useReadable } from './use-readable.ts';
import { useSettled } from './use-settled.ts';

export interface ConversationsView {
  readonly status: 'loading' | 'ready' | 'error';
  /** Pinned ones first, then the newest activity; without those that are put away. */
  readonly conversations: readonly ConversationItem[];
  /** Those that are put away, in the same order. */
  readonly archived: readonly ConversationItem[];
  readonly error?: Error;
  retry(): void;
}

/** The viewer's conversations, pinned ones first, then the newest activity (CONV-4). Direct ones without a message appear only to who opened them. */
export function useConversations(): ConversationsView {
  const sync = useSync();
  const names = useKnownNames();
  // biome-ignore lint/correctness/useExhaustiveDependencies: items hold names.
  const items = useMemo(() => new ConversationItems(sync.replica), [sync, names]);
  const rows = useReadable(sync.replica.conversations);
  const drafts = useSettled(sync.drafts.texts);
  const typing = useReadable(sync.typing.people);
  const outbox = useReadable(sync.outbox.items);
  const opened = useReadable(sync.opened);
  const isLoaded = useReadable(sync.isLoaded);
  const { state } = useReadable(sync.connection.state);
  const own = useOwnParts();
  const [conversations, archived] = useMemo(() => {
    const all = items.list({ rows, drafts, typing, outbox, opened, ...own });
    return [all.filter(({ isArchived }) => !isArchived), all.filter(({ isArchived }) => isArchived)];
  }, [items, rows, drafts, typing, outbox, opened, own]);
  const isUnreachable = !isLoaded && state === 'offline';
  return useMemo(
    () => ({
      status: isLoaded ? 'ready' : isUnreachable ? 'error' : 'loading',
      conversations,
      archived,
      ...(isUnreachable && { error: unreachable() }),
      retry: () => sync.connection.retryNow(),
    }),
    [sync, conversations, archived, isLoaded, isUnreachable],
  );
}
