import { type FocusEvent, type KeyboardEvent, type RefObject, useState } from 'react';

interface RowKeys {
  readonly tabIndex: 0 | -1;
  onFocus(event: FocusEvent): void;
  onBlur(event: FocusEvent): void;
  onKeyDown(event: KeyboardEvent): void;
}

const rows = (log: HTMLElement | null): HTMLElement[] => [...(log?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];

/** The row that shows at the lower edge; what one sees last is what one wants first. */
function lastInSight(log: HTMLElement): HTMLElement | undefined {
  const { bottom } = log.getBoundingClientRect();
  return rows(log).findLast((row) => row.getBoundingClientRect().top < bottom);
}

/** Opens the menu of a row at its beginning, as the pointer's second button does. */
function openMenu(row: HTMLElement): void {
  const { left, top, height } = row.getBoundingClientRect();
  const place = { clientX: left + 64, clientY: top + Math.min(height, 24) };
  row.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...place }));
}

function neighbour(all: readonly HTMLElement[], row: HTMLElement, key: string): HTMLElement | undefined {
  const at = all.indexOf(row);
  const target = { ArrowUp: at - 1, ArrowDown: at + 1 }[key];
  return target === undefined ? undefined : all[target];
}

/**
 * A list of messages as one stop of the Tab key: it leads to the message last in sight, the arrows to the others, Enter and Space to what can be
 * done (WEB-2). Within the message that has the focus, Tab goes on through its links and buttons.
 */
export function useRowKeys(log: RefObject<HTMLElement | null>): RowKeys {
  const [isWithin, setIsWithin] = useState(false);
  return {
    tabIndex: isWithin ? -1 : 0,
    onFocus({ target }) {
      if (target !== log.current) setIsWithin(true);
      else lastInSight(log.current)?.focus({ preventScroll: true });
    },
    onBlur({ relatedTarget }) {
      if (!(relatedTarget instanceof Node && log.current?.contains(relatedTarget))) setIsWithin(false);
    },
    onKeyDown(event) {
      const row = event.target;
      if (!(row instanceof HTMLElement) || row.dataset.row === undefined) return;
      const opensMenu = (event.key === 'Enter' || event.key === ' ') && !(row instanceof HTMLButtonElement);
      if (opensMenu) openMenu(row);
      const next = neighbour(rows(log.current), row, event.key);
      next?.focus();
      if (opensMenu || next !== undefined) event.preventDefault();
    },
  };
}
