import type { Replacement } from './format-text.ts';

/**
 * Changes a text area as if it were typed, so that undo takes it back. The command is old, and the only one that every browser writes down
 * in the area's history; where it fails, the text is set without.
 */
export function insertText(area: HTMLTextAreaElement, { from, to, insert, start, end }: Replacement): void {
  area.focus();
  area.setSelectionRange(from, to);
  const isDone = insert === '' ? document.execCommand('delete') : document.execCommand('insertText', false, insert);
  if (!isDone) {
    area.setRangeText(insert, from, to, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  area.setSelectionRange(start, end);
}
