import { useEffect, useRef } from 'react';
import type { MessageRow } from '../../sync/records.ts';
import { NO_NOTIFICATION_CHOICES } from '../../sync/records.ts';
import type { Sync } from '../../sync/sync.ts';
import { browserLocks } from './browser-platform.ts';
import { useSync } from './client-context.ts';

/** What a notification says, and where it leads. */
export interface NoticeItem {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly threadRootSeq: number | null;
  readonly threadRootId: string | null;
  readonly senderName: string;
  /** The name of the group; null for a direct conversation. */
  readonly groupName: string | null;
  /** Null where the viewer wants no preview. */
  readonly text: string | null;
  readonly isSilent: boolean;
}

interface NoticeHandlers {
  /** Whether the conversation is open here and looked at: it needs no notification. */
  readonly isLookedAt: (conversationId: string) => boolean;
  readonly show: (notice: NoticeItem) => void;
  /** Everything in the conversation up to the number has been read, here or elsewhere. */
  readonly read: (conversationId: string, readSeq: number) => void;
}

/** Has this page tell of messages (NOTIFY-1) where it is the one to do so: one of the person's devices, and one of its tabs. */
export function useNotices(handlers: NoticeHandlers): void {
  const sync = useSync();
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const tabs = followTabs(sync.viewerId);
    const tell = async (message: MessageRow) => {
      const { conversationId } = message;
      if (latest.current.isLookedAt(conversationId) || !(await tabs.isOurs()) || !(await sync.notices.isToldHere(message))) return;
      if (!latest.current.isLookedAt(conversationId)) latest.current.show(toNotice(sync, message));
    };
    const stopNotices = sync.notices.onNotice((message) => void tell(message));
    const stopReading = sync.replica.conversations.subscribe(() => {
      for (const { id, readSeq } of sync.replica.conversations.get().values()) latest.current.read(id, readSeq);
    });
    return () => {
      stopNotices();
      stopReading();
      tabs.stop();
    };
  }, [sync]);
}

/** The tab in front tells; while none is, the one that was there first. */
function followTabs(viewerId: string): { isOurs: () => Promise<boolean>; stop: () => void } {
  const inFront = `parley-in-front-${viewerId}`;
  let isFirst = false;
  let isInFront = false;
  let leave = () => {};
  const stopFirst = browserLocks.hold(`parley-notices-${viewerId}`, () => {
    isFirst = true;
  });
  const follow = () => {
    leave();
    isInFront = false;
    const onHeld = () => {
      isInFront = true;
    };
    leave = document.hasFocus() ? browserLocks.hold(inFront, onHeld) : () => {};
  };
  follow();
  window.addEventListener('focus', follow);
  window.addEventListener('blur', follow);
  return {
    async isOurs() {
      if (isInFront) return true;
      if (!isFirst || navigator.locks === undefined) return isFirst;
      const { held = [] } = await navigator.locks.query();
      return !held.some(({ name }) => name === inFront);
    },
    stop() {
      stopFirst();
      leave();
      window.removeEventListener('focus', follow);
      window.removeEventListener('blur', follow);
    },
  };
}

function toNotice({ replica, settings }: Sync, message: MessageRow): NoticeItem {
  const { isPreviewShown, hasSound } = settings.state.get()?.notifications ?? NO_NOTIFICATION_CHOICES;
  const conversation = replica.conversation(message.conversationId);
  return {
    id: message.id,
    conversationId: message.conversationId,
    seq: message.seq,
    threadRootSeq: message.threadRootSeq,
    threadRootId: message.threadRootId,
    senderName: replica.person(message.senderId)?.displayName ?? '',
    groupName: conversation?.kind === 'GROUP' ? conversation.name : null,
    text: isPreviewShown ? message.text : null,
    isSilent: !hasSound,
  };
}
