/** `keyCode` of a key that an input method has for itself; some browsers end composing before it. */
const inputMethodKey = 229;

/** Whether a key sends: Enter alone, and never while an input method composes. */
export function sendsMessage(event: Pick<KeyboardEvent, 'key' | 'keyCode' | 'isComposing' | 'shiftKey' | 'altKey'>): boolean {
  const isComposing = event.isComposing || event.keyCode === inputMethodKey;
  return event.key === 'Enter' && !event.shiftKey && !event.altKey && !isComposing;
}
