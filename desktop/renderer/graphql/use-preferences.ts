import { useMemo } from 'react';
import type { ConversationPreferences } from '../../sync/viewer-item.ts';
import { useSync } from './client-context.ts';
import { FOR_EVER } from './muted.ts';

/** What a person does to one of their conversations. Each shows at once and works without a network. */
export interface ConversationActions {
  pin(conversationId: string, isPinned: boolean): Promise<void>;
  /** `until`: a moment, null for no longer, 'ever' for ever. */
  mute(conversationId: string, until: Date | 'ever' | null): Promise<void>;
  /** Puts it away until something new is said in it. */
  archive(conversationId: string, isArchived: boolean): Promise<void>;
  /** Shows it as unread although nothing is; `fromSeq`: the message from which on it is, where it opens the next time. */
  markUnread(conversationId: string, fromSeq?: number): Promise<void>;
  /** Takes that back, and marks everything in it read. */
  markRead(conversationId: string): Promise<void>;
  /** Null takes it out of its folder. */
  moveToFolder(conversationId: string, folderId: string | null): Promise<void>;
  /** Null for what holds for all. */
  setNotificationLevel(conversationId: string, level: ConversationPreferences['notificationLevel']): Promise<void>;
}

export function useConversationActions(): ConversationActions {
  const { viewerItems, replica, readMarks } = useSync();
  return useMemo(() => {
    const set = (key: string, value: Partial<ConversationPreferences>) => viewerItems.set({ kind: 'CONVERSATION', key, value });
    const now = () => new Date().toISOString();
    return {
      pin: (id, isPinned) => set(id, { pinnedAt: isPinned ? now() : null, ...(isPinned && { archivedAt: null }) }),
      mute: (id, until) => set(id, { mutedUntil: until === 'ever' ? FOR_EVER : (until?.toISOString() ?? null) }),
      archive: (id, isArchived) => {
        const lastActivityAt = replica.conversation(id)?.lastActivityAt;
        return set(id, isArchived ? { archivedAt: laterOf(now(), lastActivityAt), pinnedAt: null } : { archivedAt: null });
      },
      markUnread: (id, fromSeq) => set(id, { isMarkedUnread: true, unreadFromSeq: fromSeq ?? null }),
      markRead: async (id) => {
        readMarks.mark(id, replica.conversation(id)?.cursor ?? 0);
        await set(id, { isMarkedUnread: false, unreadFromSeq: null });
      },
      moveToFolder: (id, folderId) => set(id, { folderId }),
      setNotificationLevel: (id, notificationLevel) => set(id, { notificationLevel }),
    };
  }, [viewerItems, replica, readMarks]);
}

/** Not before what is put away, whatever the device's clock says; the server keeps whole milliseconds of it. */
function laterOf(now: string, lastActivityAt: string | undefined): string {
  const lastMs = lastActivityAt === undefined ? 0 : Date.parse(lastActivityAt) + 1;
  return new Date(Math.max(Date.parse(now), lastMs)).toISOString();
}
