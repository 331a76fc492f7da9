import { useCallback, useMemo } from 'react';
import { Signal } from '../../sync/signal.ts';
import type { Sync } from '../../sync/sync.ts';
import { useSync } from './client-context.ts';
import type { TimelineMessage } from './timeline-message.ts';
import { toTimelineMessage } from './to-timeline-message.ts';
import { useSelected } from './use-selected.ts';

/** What the composer writes when it is not simply the next message. */
export interface ComposeMode {
  readonly type: 'reply' | 'edit';
  readonly message: TimelineMessage;
}

const modes = new WeakMap<Sync, Signal<ReadonlyMap<string, ComposeMode>>>();

function modesOf(sync: Sync): Signal<ReadonlyMap<string, ComposeMode>> {
  const known = modes.get(sync);
  if (known !== undefined) return known;
  const made = new Signal<ReadonlyMap<string, ComposeMode>>(new Map());
  modes.set(sync, made);
  return made;
}

/** The place where something is written: a conversation, or one of its threads. Drafts go by the same key. */
export function composeKey(conversationId: string, threadRootSeq?: number): string {
  return threadRootSeq === undefined ? conversationId : `${conversationId}:${threadRootSeq}`;
}

/**
 * Whether an answer or an edit is being written in a place; it waits there while one looks elsewhere. What is answered goes along with the draft: after
 * a reload, and on other devices, an answer is still one.
 */
export function useComposeMode(key: string): [mode: ComposeMode | undefined, setMode: (mode: ComposeMode | undefined) => void] {
  const sync = useSync();
  const held = modesOf(sync);
  const replyToSeq = useSelected(sync.drafts.replies, (replies) => replies.get(key));
  const latest = useSelected(held, (all) => all.get(key));
  // Sent or taken back on another device: it is no answer here either.
  const isOver = latest?.type === 'reply' && latest.message.seq !== undefined && latest.message.seq !== replyToSeq;
  const chosen = isOver ? undefined : latest;
  const kept = useKeptReply(key, chosen === undefined ? replyToSeq : undefined);
  const mode = chosen ?? kept;
  const setMode = useCallback(
    (next: ComposeMode | undefined) => {
      const all = new Map(held.get());
      const isAnswerOver = next === undefined && (all.get(key)?.type ?? 'reply') === 'reply';
      if (next === undefined) all.delete(key);
      else all.set(key, next);
      held.set(all);
      if (next?.type === 'reply') sync.drafts.setReply(key, next.message.seq ?? null);
      else if (isAnswerOver) sync.drafts.setReply(key, null);
    },
    [sync, held, key],
  );
  return [mode, setMode];
}

/** The answer that the draft of a place is, to the message with this number, as far as that is in memory. */
function useKeptReply(key: string, replyToSeq: number | undefined): ComposeMode | undefined {
  const { drafts, replica } = useSync();
  const [conversationId = ''] = key.split(':');
  const hasText = useSelected(drafts.texts, (texts) => texts.has(key));
  const row = useSelected(replica.timeline(conversationId), (timeline) =>
    replyToSeq === undefined ? undefined : timeline?.messages.find(({ seq, deletedAt }) => seq === replyToSeq && deletedAt === null),
  );
  return useMemo(
    () => (row === undefined || !hasText ? undefined : { type: 'reply', message: toTimelineMessage(replica, row) }),
    [replica, row, hasText],
  );
}
