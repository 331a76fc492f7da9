import { type RefObject, useEffect } from 'react';
import { isDialogOpen } from '../../ui/is-dialog-open.ts';

/** Opening a screen keyboard unasked hides what one came to read. */
function hasHardwareKeyboard(): boolean {
  return window.matchMedia('(pointer: fine)').matches;
}

function isWritingElsewhere(): boolean {
  const focused = document.activeElement;
  const isField = focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement;
  return isField || isDialogOpen();
}

/** Whether a key belongs into the message when nothing else takes it: a sign, or Escape to come back. */
function leadsToComposer({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const isSign = [...key].length === 1 && key !== ' ';
  return (isSign || key === 'Escape') && !ctrlKey && !metaKey && !altKey;
}

/** Puts the cursor into the composer when its conversation opens, and, if it takes them, when one starts to type anywhere. */
export function useComposerFocus(area: RefObject<HTMLTextAreaElement | null>, { takesKeys }: { takesKeys: boolean }): void {
  useEffect(() => {
    if (hasHardwareKeyboard() && !isWritingElsewhere()) area.current?.focus();

    if (!takesKeys) return;
    function onKeyDown(event: KeyboardEvent) {
      if (leadsToComposer(event) && !event.defaultPrevented && !isWritingElsewhere()) area.current?.focus();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [area, takesKeys]);
}
