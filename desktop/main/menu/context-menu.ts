import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';
import type { Words } from '../words/words.ts';

/** What stands where the pointer was pressed. */
export type Pressed = Pick<
  ContextMenuParams,
  'isEditable' | 'selectionText' | 'linkURL' | 'misspelledWord' | 'dictionarySuggestions' | 'editFlags'
>;

export interface ContextMenuActs {
  readonly replaceMisspelling: (word: string) => void;
  readonly addToDictionary: (word: string) => void;
  readonly copyText: (text: string) => void;
}

type Item = MenuItemConstructorOptions;

const SUGGESTIONS = 5;
const SEPARATOR: Item = { type: 'separator' };

/** The menu for text that is written or marked, and for links; empty where there is nothing to do. The page has its own menus for messages. */
export function contextMenu(pressed: Pressed, words: Words, acts: ContextMenuActs): Item[] {
  const parts = [spellingItems(pressed, words, acts), editItems(pressed, words), linkItems(pressed, words, acts)];
  return parts.filter((part) => part.length > 0).flatMap((part, index) => (index === 0 ? part : [SEPARATOR, ...part]));
}

function spellingItems({ isEditable, misspelledWord, dictionarySuggestions }: Pressed, words: Words, acts: ContextMenuActs): Item[] {
  if (!isEditable || misspelledWord === '') return [];
  const suggestions = dictionarySuggestions
    .slice(0, SUGGESTIONS)
    .map((word): Item => ({ label: word, click: () => acts.replaceMisspelling(word) }));
  const none: Item = { label: words.noSuggestions, enabled: false };
  return [
    ...(suggestions.length > 0 ? suggestions : [none]),
    SEPARATOR,
    { label: words.addToDictionary, click: () => acts.addToDictionary(misspelledWord) },
  ];
}

function editItems({ isEditable, selectionText, editFlags }: Pressed, words: Words): Item[] {
  const copy: Item = { role: 'copy', label: words.copy, enabled: editFlags.canCopy };
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy];
  return [
    { role: 'cut', label: words.cut, enabled: editFlags.canCut },
    copy,
    { role: 'paste', label: words.paste, enabled: editFlags.canPaste },
    { role: 'pasteAndMatchStyle', label: words.pasteAsText, enabled: editFlags.canPaste },
    { role: 'selectAll', label: words.selectAll, enabled: editFlags.canSelectAll },
  ];
}

function linkItems({ linkURL }: Pressed, words: Words, acts: ContextMenuActs): Item[] {
  if (!/^(?:https?|mailto):/.test(linkURL)) return [];
  const [label, text] = linkURL.startsWith('mailto:') ? [words.copyEmail, linkURL.slice('mailto:'.length)] : [words.copyLink, linkURL];
  return [{ label, click: () => acts.copyText(text) }];
}
