import { type ReactNode, type RefObject, useEffect, useId, useState } from 'react';
import type { ConversationDetail } from '../../graphql/conversation-item.ts';
import { canonicalEmoji } from '../../lib/emoji/canonical-emoji.ts';
import { skinTone } from '../../lib/emoji/emoji-memory.ts';
import { emojiOfCode, inSkinTone } from '../../lib/emoji/search-emoji.ts';
import { loadEmojiItems } from '../../ui/use-emoji-items.ts';
import { closedShortcode } from './completion.ts';
import styles from './composer.module.css';
import { type Format, formatText } from './format-text.ts';
import { insertText } from './insert-text.ts';
import { lengthNotice } from './message-length.ts';
import { SuggestionList, suggestionId } from './SuggestionList.tsx';
import { useAutosize } from './use-autosize.ts';
import type { ComposerState } from './use-composer.ts';
import { useComposerKeys } from './use-composer-keys.ts';
import { useSuggestions } from './use-suggestions.ts';

interface ComposerFieldProps {
  conversation: ConversationDetail;
  composer: ComposerState;
  area: RefObject<HTMLTextAreaElement | null>;
  placeholder: string;
  describedBy: string;
  onChange: (text: string) => void;
  onSubmit: () => void;
  onEditLast: () => void;
  onBlur: () => void;
}

/** Applies a format to what is selected in a field. */
export function applyFormat(area: HTMLTextAreaElement | null, format: Format): void {
  if (area === null) return;
  const { value: text, selectionStart: start, selectionEnd: end } = area;
  insertText(area, formatText(format, { text, start, end }));
}

/** Writes the emoji in place of a short code whose second colon was typed just now. */
async function replaceShortcode(area: HTMLTextAreaElement): Promise<void> {
  const text = area.value;
  const caret = area.selectionStart;
  const closed = closedShortcode(text, caret);
  if (closed === undefined) return;
  const item = emojiOfCode(await loadEmojiItems(), closed.code);
  if (item === undefined || area.value !== text) return;
  const insert = canonicalEmoji(inSkinTone(item, skinTone()));
  const end = closed.from + insert.length;
  insertText(area, { from: closed.from, to: caret, insert, start: end, end });
}

/** The field itself, with what fits at the caret above it. */
export function ComposerField(props: ComposerFieldProps): ReactNode {
  const { conversation, composer, area, placeholder, onSubmit } = props;
  const { text, mode } = composer;
  const listId = useId();
  const [caret, setCaret] = useState<number>();
  const replace = (replacement: Parameters<typeof insertText>[1]) => area.current !== null && insertText(area.current, replacement);
  const suggestions = useSuggestions({ conversation, text, caret, replace });
  const handleKey = useComposerKeys({
    ...{ composer, suggestions, replace, onSubmit, onEditLast: props.onEditLast },
    format: (format) => applyFormat(area.current, format),
  });
  const hasSuggestions = suggestions.items.length > 0;
  useAutosize(area, text);

  const modeKey = mode && `${mode.type}:${mode.message.key}`;
  useEffect(() => {
    const element = area.current;
    if (modeKey === undefined || element === null) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, [area, modeKey]);

  return (
    <>
      <SuggestionList id={listId} suggestions={suggestions} />
      <textarea
        ref={area}
        className={styles.area}
        rows={1}
        dir="auto"
        value={text}
        placeholder={placeholder}
        aria-label={placeholder}
        aria-describedby={props.describedBy}
        aria-invalid={lengthNotice(text).isOver}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={hasSuggestions ? listId : undefined}
        aria-activedescendant={hasSuggestions ? suggestionId(listId, suggestions.chosen) : undefined}
        onChange={({ target }) => {
          props.onChange(target.value);
          setCaret(target.selectionStart);
          replaceShortcode(target).catch(() => {});
        }}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
        onKeyDown={handleKey}
        onBlur={() => {
          setCaret(undefined);
          props.onBlur();
        }}
      />
    </>
  );
}
