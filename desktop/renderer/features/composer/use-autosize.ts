import { type RefObject, useLayoutEffect } from 'react';

/** Whether the style sheet alone makes it so: a browser that cannot has to lay out the page twice for each key. */
const isDoneByStyle = CSS.supports('field-sizing', 'content');

/** Makes a field as high as its text; the style sheet says how high at most. */
export function useAutosize(area: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = area.current;
    if (isDoneByStyle || element === null) return;
    element.style.height = 'auto';
    if (text !== '') element.style.height = `${element.scrollHeight}px`;
  }, [area, text]);
}
