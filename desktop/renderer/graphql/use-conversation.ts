import { useMemo } from 'react';
import type { ConnectionState } from '../../sync/connection.ts';
import { toGroupSettings } from '../../sync/read-wire.ts';
import type { ConversationRow } from '../../sync/records.ts';
import { useSync } from './client-context.ts';
import type { ConversationDetail } from './conversation-item.ts';
import { ConversationItems } from './conversation-items.ts';
import { useKnownNames } from './use-known-names.ts';
import { useOwnParts } from './use-own-parts.ts';
import { useReadable } from './use-readable.ts';
import { useSelected } from './use-selected.ts';

export interface ConversationView {
  readonly status: 'loading' | 'ready' | 'missing' | 'error';
  readonly conversation?: ConversationDetail;
}

/** What is being written is the composer's: nothing else of an open conversation follows each key. */
const NO_DRAFTS: ReadonlyMap<string, string> = new Map();

/** One conversation, without its draft; `missing` when the viewer is not in it, or no more. */
export function useConversation(conversationId: string): ConversationView {
  const sync = useSync();
  const names = useKnownNames();
  // biome-ignore lint/correctness/useExhaustiveDependencies: items hold names.
  const items = useMemo(() => new ConversationItems(sync.replica), [sync, names]);
  const row = useSelected(sync.replica.conversations, (rows) => rows.get(conversationId));
  const typing = useReadable(sync.typing.people);
  const outbox = useReadable(sync.outbox.items);
  const { state } = useReadable(sync.connection.state);
  const own = useOwnParts();
  const item = row && items.one(row, { drafts: NO_DRAFTS, typing, outbox, ...own });
  return useMemo(() => {
    if (row === undefined || item === undefined) return { status: absence(state) };
    return { status: 'ready', conversation: { ...item, ...details(row) } };
  }, [row, item, state]);
}

/** A conversation that is not held may only not be known yet. */
function absence(state: ConnectionState['state']): 'loading' | 'missing' | 'error' {
  if (state === 'online') return 'missing';
  return state === 'offline' ? 'error' : 'loading';
}

const details = ({ can, viewerRole, cursor, readSeq, ...row }: ConversationRow) => ({
  can,
  settings: toGroupSettings(row),
  canSend: can.send,
  canAddMembers: can.addMembers,
  canRemoveMembers: can.removeMembers,
  canRename: can.rename,
  canLeave: can.leave,
  viewerRole,
  lastSeq: cursor,
  readSeq,
});
