import { useCallback, useSyncExternalStore } from 'react';

/** Below `wide` the details become a sheet; below `medium` one pane shows at a time. */
const queries = {
  wide: '(min-width: 1100px)',
  medium: '(min-width: 720px)',
} as const;

/** Whether the window is at least that wide, now and as it changes. */
export function useMedia(name: keyof typeof queries): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = window.matchMedia(queries[name]);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    [name],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(queries[name]).matches);
}
