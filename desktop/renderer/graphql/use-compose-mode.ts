import { useCallback } from 'react';
import { Signal } from '../../sync/signal.ts';
import type { Sync } from '../../sync/sync.ts';
import { useSync } from './client-context.ts';
import type { TimelineMessage } from './timeline-message.ts';
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

/** Whether an answer or an edit is being written in a place; it waits there while one looks elsewhere, and goes with the page. */
export function useComposeMode(key: string): [mode: ComposeMode | undefined, setMode: (mode: ComposeMode | undefined) => void] {
  const held = modesOf(useSync());
  const mode = useSelected(held, (all) => all.get(key));
  const setMode = useCallback(
    (next: ComposeMode | undefined) => {
      const all = new Map(held.get());
      if (next === undefined) all.delete(key);
      else all.set(key, next);
      held.set(all);
    },
    [held, key],
  );
  return [mode, setMode];
}
