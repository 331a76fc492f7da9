import { useEffect, useRef } from 'react';
import { neighbour, shortcutOf } from './shortcut.ts';

interface Shortcuts {
  conversations: readonly { id: string }[];
  openId: string | undefined;
  onOpen: (conversationId: string) => void;
  onJump: () => void;
}

/** The keys that work wherever one is (WEB-3); nothing while a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const shortcut = shortcutOf(event);
      const isBelowDialog = document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
      if (shortcut === undefined || isBelowDialog) return;
      event.preventDefault();
      const { openId, onOpen, onJump, conversations } = latest.current;
      if (shortcut === 'jump') onJump();
      else {
        const id = neighbour(
          conversations.map((conversation) => conversation.id),
          openId,
          shortcut,
        );
        if (id !== undefined) onOpen(id);
      }
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
