import { type RefObject, useLayoutEffect } from 'react';

/** Makes a field as high as its text; the style sheet says how high at most. */
export function useAutosize(area: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = 'auto';
    if (text !== '') element.style.height = `${element.scrollHeight}px`;
  }, [area, text]);
}
