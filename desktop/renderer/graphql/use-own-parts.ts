import { useEffect, useMemo, useState } from 'react';
import { useSync } from './client-context.ts';
import type { ListParts } from './conversation-items.ts';
import { mutedAt } from './muted.ts';
import { useSelected } from './use-selected.ts';

/** The most that a timer waits. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** What the viewer decided of their conversations, kept current, also where only time passes. */
export function useOwnParts(): Pick<ListParts, 'preferences' | 'folders' | 'muted'> {
  const { state } = useSync().viewerItems;
  const preferences = useSelected(state, ({ CONVERSATION }) => CONVERSATION);
  const folders = useSelected(state, ({ FOLDER }) => FOLDER);
  const [nowMs, setNowMs] = useState(() => Date.now());
  const { muted, endsAtMs } = useMemo(() => mutedAt(preferences, nowMs), [preferences, nowMs]);
  useEffect(() => {
    if (endsAtMs === null) return;
    const timer = setTimeout(() => setNowMs(Date.now()), Math.min(Math.max(0, endsAtMs - Date.now()), TIMER_MAX_MS));
    return () => clearTimeout(timer);
  }, [endsAtMs]);
  return useMemo(() => ({ preferences, folders, muted }), [preferences, folders, muted]);
}
