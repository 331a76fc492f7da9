import { useEffect, useState } from 'react';
import { PINNED_MESSAGES } from '../../sync/history-documents.ts';
import type { MessageRef } from '../../sync/quotes.ts';
import type { Sync } from '../../sync/sync.ts';
import { useSync } from './client-context.ts';

interface PinnedAnswer {
  readonly conversation: { readonly pinnedMessages: { readonly edges: readonly { readonly node: MessageRef }[] } } | null;
}

async function askForPinned({ request }: Sync, id: string): Promise<readonly MessageRef[]> {
  const { conversation } = await request<PinnedAnswer>(PINNED_MESSAGES, { id });
  return conversation?.pinnedMessages.edges.map(({ node }) => node) ?? [];
}

/**
 * The pinned messages of a conversation, pinned last first (MSG-2). They are asked for when they are shown, when one is pinned or unpinned, and when there
 * is a network again.
 */
export function usePinned(conversationId: string): readonly MessageRef[] {
  const sync = useSync();
  const [pinned, setPinned] = useState<readonly MessageRef[]>([]);
  useEffect(() => {
    let [isShown, turn, wasOnline] = [true, 0, false];
    let known: ReadonlySet<string> = new Set();
    const ask = async () => {
      turn += 1;
      const asked = turn;
      const found = await askForPinned(sync, conversationId).catch(() => null);
      if (!isShown || asked !== turn || found === null) return;
      known = new Set(found.map(({ id }) => id));
      setPinned(found);
    };
    const { replica, connection } = sync;
    const stops = [
      replica.onMessagesChanged((changedId, messages) => {
        const isMoved = messages.some(({ id, pinnedAt }) => (pinnedAt !== null) !== known.has(id));
        if (changedId === conversationId && isMoved) void ask();
      }),
      connection.state.subscribe(() => {
        const isOnline = connection.state.get().state === 'online';
        if (isOnline && !wasOnline) void ask();
        wasOnline = isOnline;
      }),
    ];
    wasOnline = connection.state.get().state === 'online';
    if (wasOnline) void ask();
    return () => {
      isShown = false;
      for (const stop of stops) stop();
    };
  }, [sync, conversationId]);
  return pinned;
}
