import { useEffect, useRef } from 'react';
import { isDialogOpen } from '../../ui/is-dialog-open.ts';
import { marksRead } from './marks-read.ts';

/** Something else has the key: a field that is searched in, or what lies above the page. */
function isElsewhere(): boolean {
  return document.activeElement instanceof HTMLInputElement || isDialogOpen();
}

/** Calls back when a person asks by key to have the open conversation read (RECEIPT-2). */
export function useMarkAllRead(onMarkAllRead: () => void): void {
  const latest = useRef(onMarkAllRead);
  latest.current = onMarkAllRead;

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (marksRead(event) && !isElsewhere()) latest.current();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
