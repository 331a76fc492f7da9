import { useState } from 'react';

const storageKey = 'parley.details';

/** Whether the details are open: beside the timeline as chosen last, as a sheet only when asked for. */
export function useDetailsOpen(isWide: boolean): { isOpen: boolean; toggle: () => void } {
  const [isPanelOpen, setIsPanelOpen] = useState(() => localStorage.getItem(storageKey) !== 'closed');
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  if (!isWide) return { isOpen: isSheetOpen, toggle: () => setIsSheetOpen(!isSheetOpen) };
  return {
    isOpen: isPanelOpen,
    toggle: () => {
      localStorage.setItem(storageKey, isPanelOpen ? 'closed' : 'open');
      setIsPanelOpen(!isPanelOpen);
    },
  };
}
