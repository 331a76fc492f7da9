import type { KeyboardEvent } from 'react';
import { type Format, formatOfKey, nextLineSign, type Replacement } from './format-text.ts';
import { sendsMessage } from './sends-message.ts';
import type { ComposerState } from './use-composer.ts';
import type { Suggestions } from './use-suggestions.ts';

interface ComposerKeys {
  composer: ComposerState;
  suggestions: Suggestions;
  replace: (replacement: Replacement) => void;
  format: (format: Format) => void;
  onSubmit: () => void;
  /** Begins to edit what one wrote last. */
  onEditLast: () => void;
}

type AreaKey = KeyboardEvent<HTMLTextAreaElement>;

/** A line after one of a list or quote begins with its sign; a line with nothing else in it ends them. */
function continuesLine(event: AreaKey, replace: ComposerKeys['replace']): boolean {
  const { selectionStart, selectionEnd, value } = event.currentTarget;
  if (event.key !== 'Enter' || !event.shiftKey || selectionStart !== selectionEnd) return false;
  const next = nextLineSign(value, selectionStart);
  if (next === undefined) return false;
  const insert = next.sign === '' ? '' : `\n${next.sign}`;
  const caret = next.from + insert.length;
  replace({ from: next.from, to: selectionStart, insert, start: caret, end: caret });
  return true;
}

/** What the keys mean in the field, the first that takes one wins. Gives the listener. */
export function useComposerKeys({ composer, suggestions, replace, format, onSubmit, onEditLast }: ComposerKeys): (event: AreaKey) => void {
  const formats = (event: AreaKey) => {
    const wanted = formatOfKey(event.nativeEvent);
    if (wanted !== undefined) format(wanted);
    return wanted !== undefined;
  };
  const leavesMode = ({ key }: AreaKey) => {
    const isMeant = key === 'Escape' && composer.mode !== undefined;
    if (isMeant) composer.setMode(undefined);
    return isMeant;
  };
  const editsLast = ({ key, altKey }: AreaKey) => {
    const isMeant = key === 'ArrowUp' && !altKey && composer.text === '' && composer.mode === undefined;
    if (isMeant) onEditLast();
    return isMeant;
  };
  const submits = (event: AreaKey) => {
    const isMeant = sendsMessage(event.nativeEvent);
    if (isMeant) onSubmit();
    return isMeant;
  };
  const suggests = ({ key, shiftKey, nativeEvent }: AreaKey) => !nativeEvent.isComposing && !shiftKey && suggestions.handleKey(key);
  const continues = (event: AreaKey) => continuesLine(event, replace);
  return (event) => {
    const isTaken = [suggests, formats, leavesMode, editsLast, continues, submits].some((take) => take(event));
    if (!isTaken) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
