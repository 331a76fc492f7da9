type Keys = Pick<KeyboardEvent, 'key' | 'isComposing' | 'defaultPrevented' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether a key marks the open conversation read: Escape alone, unless it closed or cleared something, or ends what an input method composes. */
export function marksRead({ key, isComposing, defaultPrevented, ctrlKey, metaKey, altKey, shiftKey }: Keys): boolean {
  return key === 'Escape' && !isComposing && !defaultPrevented && !ctrlKey && !metaKey && !altKey && !shiftKey;
}
