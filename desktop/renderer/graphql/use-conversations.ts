import { useMemo } from 'react';
import { unreachable } from '../../sync/api-error.ts';
import { useSync } from './client-context.ts';
import type { ConversationItem } from './conversation-item.ts';
import { ConversationItems } from './conversation-items.ts';
import { useReadable } from './use-readable.ts';

export interface ConversationsView {
  readonly status: 'loading' | 'ready' | 'error';
  readonly conversations: readonly ConversationItem[];
  readonly error?: Error;
  retry(): void;
}

/** The viewer's conversations, newest activity first. Direct ones without a message appear only to who opened them. */
export function useConversations(): ConversationsView {
  const sync = useSync();
  const items = useMemo(() => new ConversationItems(sync.replica), [sync]);
  const rows = useReadable(sync.replica.conversations);
  const drafts = useReadable(sync.drafts.texts);
  const typing = useReadable(sync.typing.people);
  const outbox = useReadable(sync.outbox.items);
  const opened = useReadable(sync.opened);
  const isLoaded = useReadable(sync.isLoaded);
  const { state } = useReadable(sync.connection.state);
  const conversations = useMemo(() => items.list({ rows, drafts, typing, outbox, opened }), [items, rows, drafts, typing, outbox, opened]);
  const isUnreachable = !isLoaded && state === 'offline';
  return useMemo(
    () => ({
      status: isLoaded ? 'ready' : isUnreachable ? 'error' : 'loading',
      conversations,
      ...(isUnreachable && { error: unreachable() }),
      retry: () => sync.connection.retryNow(),
    }),
    [sync, conversations, isLoaded, isUnreachable],
  );
}
