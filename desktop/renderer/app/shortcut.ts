/** Keys that are pressed together. `mod` is Ctrl, or Cmd on a Mac. */
interface Combination {
  readonly key: string;
  readonly mod?: boolean;
  readonly alt?: boolean;
  readonly shift?: boolean;
}

/** Every key that works wherever one is (WEB-3): the one place that says so, from which it is matched, shown and explained. */
export const shortcuts = {
  jump: { key: 'k', mod: true },
  search: { key: 'f', mod: true, shift: true },
  new: { key: 'n', mod: true },
  next: { key: 'ArrowDown', alt: true },
  previous: { key: 'ArrowUp', alt: true },
  nextUnread: { key: 'ArrowDown', alt: true, shift: true },
  previousUnread: { key: 'ArrowUp', alt: true, shift: true },
  settings: { key: ',', mod: true },
  help: { key: '/', mod: true },
} as const satisfies Record<string, Combination>;

export type Shortcut = keyof typeof shortcuts;

const all = Object.entries(shortcuts) as [Shortcut, Combination][];

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** On some keyboards a sign needs Shift, on others it does not. */
const isSign = (key: string): boolean => /^[^\p{L}\p{N}]$/u.test(key);

function fits(event: Keys, { key, mod = false, alt = false, shift = false }: Combination): boolean {
  if (event.key.toLowerCase() !== key.toLowerCase() || event.altKey !== alt) return false;
  if (!isSign(key) && event.shiftKey !== shift) return false;
  return mod ? event.ctrlKey !== event.metaKey : !event.ctrlKey && !event.metaKey;
}

/** What a key asks for. `isTyping`: it goes into a text, where '?' is only a question mark. */
export function shortcutOf(event: Keys, isTyping: boolean): Shortcut | undefined {
  if (event.key === '?' && !event.ctrlKey && !event.metaKey && !event.altKey) return isTyping ? undefined : 'help';
  return all.find(([, combination]) => fits(event, combination))?.[0];
}

const names: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑' };

/** The keys as they are written on the keyboard: 'Ctrl Shift F', '⌘ ⇧ F'. */
export function keysOf(shortcut: Shortcut, isMac: boolean): string {
  const { key, mod = false, alt = false, shift = false }: Combination = shortcuts[shortcut];
  const written = [
    mod && (isMac ? '⌘' : 'Ctrl'),
    alt && (isMac ? '⌥' : 'Alt'),
    shift && (isMac ? '⇧' : 'Shift'),
    names[key] ?? key.toUpperCase(),
  ];
  return written.filter(Boolean).join(' ');
}

/** The id before or after the open one; the first when none is open; nothing past the ends. */
export function neighbour(ids: readonly string[], openId: string | undefined, direction: 'next' | 'previous'): string | undefined {
  const index = openId === undefined ? -1 : ids.indexOf(openId);
  if (index < 0) return ids[0];
  return ids[index + (direction === 'next' ? 1 : -1)];
}

interface Listed {
  readonly id: string;
  readonly unreadCount: number;
}

/** The next one in which something is unread, past the end from the other end on. */
export function unreadNeighbour(items: readonly Listed[], openId: string | undefined, direction: 'next' | 'previous'): string | undefined {
  const ordered = direction === 'next' ? items : items.toReversed();
  const index = ordered.findIndex(({ id }) => id === openId);
  return [...ordered.slice(index + 1), ...ordered.slice(0, Math.max(index, 0))].find(({ unreadCount }) => unreadCount > 0)?.id;
}
