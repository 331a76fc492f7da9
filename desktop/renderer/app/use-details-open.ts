import { useState } from 'react';

const storageKey = 'parley.details';

/** Whether the details are open: beside the timeline as chosen last, as a sheet only when asked for. */
export function useDetailsOpen(conversationId: string, isWide: boolean): { isOpen: boolean; toggle: () => void } {
  const [isPanelOpen, setIsPanelOpen] = useState(() => localStorage.getItem(storageKey) !== 'closed');
  const [sheetOf, setSheetOf] = useState<string>();
  const isSheetOpen = sheetOf === conversationId;
  if (!isWide) return { isOpen: isSheetOpen, toggle: () => setSheetOf(isSheetOpen ? undefined : conversationId) };
  return {
    isOpen: isPanelOpen,
    toggle: () => {
      localStorage.setItem(storageKey, isPanelOpen ? 'closed' : 'open');
      setIsPanelOpen(!isPanelOpen);
    },
  };
}
