const steps: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => Math.min(index + 1, count - 1),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * Moves the focus among the rows of a list by the arrows, Home and End; from the filter field
 * only the down arrow leads in. Returns whether the key was used.
 */
export function moveRowFocus(region: HTMLElement, key: string): boolean {
  const rows = [...region.querySelectorAll<HTMLElement>('[data-row]')];
  const focused = document.activeElement;
  const index = focused instanceof HTMLElement ? rows.indexOf(focused) : -1;
  const step = steps[key];
  if (step === undefined || rows.length === 0) return false;
  const isInField = focused instanceof HTMLInputElement;
  if (index < 0 && !(isInField && key === 'ArrowDown')) return false;
  rows[step(index, rows.length)]?.focus();
  return true;
}
