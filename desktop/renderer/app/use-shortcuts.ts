import { useEffect, useRef } from 'react';
import { isDialogOpen } from '../ui/is-dialog-open.ts';
import { type Shortcut, shortcutOf } from './shortcut.ts';

const typing = 'input, textarea, select, [contenteditable]';

/** Has the keys do something wherever one is (WEB-3); nothing while a dialog is open. */
export function useShortcuts(actions: Readonly<Record<Shortcut, () => void>>): void {
  const latest = useRef(actions);
  latest.current = actions;

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const isTyping = event.target instanceof Element && event.target.closest(typing) !== null;
      const shortcut = shortcutOf(event, isTyping);
      if (shortcut === undefined || isDialogOpen()) return;
      event.preventDefault();
      latest.current[shortcut]();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
