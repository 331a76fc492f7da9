import { useCallback } from 'react';
import type { Person } from '../../sync/records.ts';
import { useSync } from './client-context.ts';
import { useSelected } from './use-selected.ts';

export interface TypingView {
  /** Who else types here now. */
  readonly people: readonly Person[];
  /** Call for every key; tells the others at most once in three seconds. */
  notifyKey(): void;
  /** Tells the others at once that typing ended. */
  stop(): void;
}

const NOBODY: readonly Person[] = [];

/** Typing in a conversation, others' and one's own (TYPING-1). */
export function useTyping(conversationId: string): TypingView {
  const { typing } = useSync();
  return {
    people: useSelected(typing.people, (people) => people.get(conversationId) ?? NOBODY),
    notifyKey: useCallback(() => typing.notifyKey(conversationId), [typing, conversationId]),
    stop: useCallback(() => typing.stop(conversationId), [typing, conversationId]),
  };
}
