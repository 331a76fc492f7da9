export type Shortcut = 'jump' | 'next' | 'previous';

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** What a key asks for: Ctrl/Cmd+K to jump, Alt+Down and Alt+Up to move through the list. */
export function shortcutOf(event: Keys): Shortcut | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const hasCommand = ctrlKey !== metaKey;
  if (hasCommand && !altKey && !shiftKey && key.toLowerCase() === 'k') return 'jump';
  if (!altKey || ctrlKey || metaKey || shiftKey) return undefined;
  if (key === 'ArrowDown') return 'next';
  return key === 'ArrowUp' ? 'previous' : undefined;
}

/** The id before or after the open one; the first when none is open; nothing past the ends. */
export function neighbour(ids: readonly string[], openId: string | undefined, direction: 'next' | 'previous'): string | undefined {
  const index = openId === undefined ? -1 : ids.indexOf(openId);
  if (index < 0) return ids[0];
  return ids[index + (direction === 'next' ? 1 : -1)];
}
