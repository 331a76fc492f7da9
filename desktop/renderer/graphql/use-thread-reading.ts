import { useEffect } from 'react';
import { useSync } from './client-context.ts';
import { useSelected } from './use-selected.ts';
import type { ThreadMessages } from './use-thread.ts';

/** Marks the replies of an open thread read while the window has the focus (MSG-2); they count in no conversation. */
export function useThreadReading(conversationId: string, { root, replies }: ThreadMessages): void {
  const { viewerItems } = useSync();
  const { id: rootId = '', seq: rootSeq } = root ?? {};
  const lastSeq = replies.findLast(({ seq }) => seq !== undefined)?.seq ?? 0;
  const readSeq = useSelected(viewerItems.state, ({ THREAD }) => THREAD.get(rootId)?.readSeq ?? 0);
  useEffect(() => {
    if (rootSeq === undefined || lastSeq <= readSeq) return;
    const mark = () => {
      if (document.hasFocus()) void viewerItems.set({ kind: 'THREAD', key: rootId, value: { conversationId, rootSeq, readSeq: lastSeq } });
    };
    mark();
    window.addEventListener('focus', mark);
    return () => window.removeEventListener('focus', mark);
  }, [viewerItems, conversationId, rootId, rootSeq, lastSeq, readSeq]);
}
