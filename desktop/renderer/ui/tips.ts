/** Words for a drawing, shown while the pointer rests on it or the keyboard has reached it. */
export interface Tip {
  readonly label: string;
  readonly shortcut?: string | undefined;
  readonly placement?: 'top' | 'bottom' | 'left' | 'right' | undefined;
}

/** What an element carries so that `TipLayer` shows its words. Its name is its own: nothing may be said only in a tip. */
export const tipProps = ({ label, shortcut, placement = 'bottom' }: Tip) => ({
  'data-tip': label,
  'data-tip-keys': shortcut,
  'data-tip-place': placement,
});

/** The element at or above `target` that has a tip. */
export const tipElement = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;

export function tipOf({ dataset }: HTMLElement): Tip {
  return { label: dataset.tip ?? '', shortcut: dataset.tipKeys, placement: dataset.tipPlace as Tip['placement'] };
}
