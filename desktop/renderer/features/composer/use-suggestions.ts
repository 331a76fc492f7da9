import { useState } from 'react';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import { useMentionable } from '../../graphql/use-mentionable.ts';
import { rememberEmoji, skinTone } from '../../lib/emoji/emoji-memory.ts';
import { useEmojiItems } from '../../ui/use-emoji-items.ts';
import { type Completion, completionAt } from './completion.ts';
import type { Replacement } from './format-text.ts';
import { emojiSuggestions, mentionSuggestions, type Suggestion } from './suggestion.ts';

interface Written {
  conversation: ConversationDetail;
  text: string;
  /** Where the caret stands; undefined while the field is not in use. */
  caret: number | undefined;
  replace: (replacement: Replacement) => void;
}

export interface Suggestions {
  readonly items: readonly Suggestion[];
  /** Which one Enter takes. */
  readonly chosen: number;
  pick(suggestion: Suggestion): void;
  /** Does what a key means while there are suggestions; gives whether it meant something. */
  handleKey(key: string): boolean;
}

/** What fits where the caret stands: people after an `@`, emoji after a colon (MSG-1). */
export function useSuggestions({ conversation, text, caret, replace }: Written): Suggestions {
  const completion = caret === undefined ? undefined : completionAt(text, caret);
  const people = useMentionable(conversation.id, completion?.kind === 'mention');
  const emoji = useEmojiItems(completion?.kind === 'emoji');
  const [choice, setChoice] = useState<{ of: string; index: number }>();
  const [dismissed, setDismissed] = useState<number>();
  const isGroup = conversation.kind === 'GROUP';

  function found({ kind, query }: Completion): readonly Suggestion[] {
    return kind === 'mention' ? mentionSuggestions({ people, isGroup }, query) : emojiSuggestions(emoji ?? [], query, skinTone());
  }

  const items = completion === undefined || completion.from === dismissed ? [] : found(completion);
  const asked = `${completion?.from}:${completion?.query}`;
  const chosen = choice?.of === asked ? Math.min(choice.index, items.length - 1) : 0;

  function pick({ insert, emoji: picked }: Suggestion) {
    if (completion === undefined || caret === undefined) return;
    if (picked !== undefined) rememberEmoji(picked);
    const end = completion.from + insert.length + 1;
    const to = text[caret] === ' ' ? caret + 1 : caret;
    replace({ from: completion.from, to, insert: `${insert} `, start: end, end });
  }

  function handleKey(key: string): boolean {
    const current = items[chosen];
    if (current === undefined) return false;
    const step = { ArrowDown: 1, ArrowUp: items.length - 1 }[key];
    if (step !== undefined) setChoice({ of: asked, index: (chosen + step) % items.length });
    else if (key === 'Enter' || key === 'Tab') pick(current);
    else if (key === 'Escape') setDismissed(completion?.from);
    else return false;
    return true;
  }

  return { items, chosen, pick, handleKey };
}
