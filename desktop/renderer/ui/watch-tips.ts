import { tipElement } from './tips.ts';

/** How long the pointer rests before a tip is shown, and after it has left before it goes, in milliseconds. */
const REST_MS = 500;
const LEAVE_MS = 80;

/**
 * Says of which element the tip is to be seen, null for none: the one that a mouse or pen rests on, or that the keyboard has reached. A press, a key
 * or a look elsewhere ends it; a tip itself may be pointed at (WCAG 1.4.13). Gives the function that ends the watch.
 */
export function watchTips(show: (element: HTMLElement | null) => void): () => void {
  let shown: HTMLElement | null = null;
  let next: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function change(element: HTMLElement | null, waitMs = 0) {
    if (next === element) return;
    next = element;
    clearTimeout(timer);
    const now = () => {
      shown = element;
      show(element);
    };
    if (waitMs === 0) now();
    else timer = setTimeout(now, waitMs);
  }
  const hide = () => change(null);

  function over({ pointerType, target }: PointerEvent) {
    if (pointerType === 'touch') return;
    const isOnTip = target instanceof Element && target.closest('[role="tooltip"]') !== null;
    const element = isOnTip ? shown : tipElement(target);
    const restMs = shown === null ? REST_MS : 0;
    change(element, element === null ? LEAVE_MS : restMs);
  }
  function focused({ target }: FocusEvent) {
    change(target instanceof Element && target.matches(':focus-visible') ? tipElement(target) : null);
  }

  const listening = new AbortController();
  const options = { capture: true, passive: true, signal: listening.signal };
  document.addEventListener('pointerover', over, options);
  document.addEventListener('focusin', focused, options);
  for (const end of ['pointerdown', 'keydown', 'focusout', 'wheel'] as const) document.addEventListener(end, hide, options);
  return () => {
    listening.abort();
    clearTimeout(timer);
  };
}
