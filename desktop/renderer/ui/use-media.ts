import { useCallback, useSyncExternalStore } from 'react';

/** Below `wide` the details become a sheet; below `medium` one pane shows at a time. */
const queries = {
  wide: '(min-width: 1100px)',
  medium: '(min-width: 720px)',
} as const;

const lists = new Map<keyof typeof queries, MediaQueryList>();

/** Made once: asked for anew, the browser parses the words and looks at the page each time. */
function listOf(name: keyof typeof queries): MediaQueryList {
  const known = lists.get(name) ?? window.matchMedia(queries[name]);
  lists.set(name, known);
  return known;
}

/** Whether the window is at least that wide, now and as it changes. */
export function useMedia(name: keyof typeof queries): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = listOf(name);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    [name],
  );
  return useSyncExternalStore(subscribe, () => listOf(name).matches);
}
