import { type ReactNode, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { type NoticeItem, useNotices } from '../graphql/use-notices.ts';
import { placeLink, threadLink } from '../lib/place-link.ts';
import { t } from '../lib/translate.ts';

interface NotifierProps {
  openId: string | undefined;
  unreadCount: number;
}

interface Shown {
  readonly notification: Notification;
  readonly notice: NoticeItem;
}

/** Tells of messages outside the page: notifications of the browser, and a number on the app's icon (NOTIFY-1). Shows nothing itself. */
export function Notifier({ openId, unreadCount }: NotifierProps): ReactNode {
  const navigate = useNavigate();
  const shown = useRef<readonly Shown[]>([]);
  useAppBadge(unreadCount);
  useNotices({
    isLookedAt: (conversationId) => conversationId === openId && document.hasFocus(),
    show(notice) {
      const notification = notify(notice);
      if (notification === undefined) return;
      shown.current = [...shown.current, { notification, notice }];
      notification.addEventListener('click', () => {
        window.focus();
        notification.close();
        const { conversationId, seq, threadRootSeq } = notice;
        void navigate(threadRootSeq === null ? placeLink(conversationId, seq) : threadLink(conversationId, threadRootSeq, seq));
      });
    },
    read(conversationId, readSeq) {
      const isRead = ({ notice }: Shown) => notice.conversationId === conversationId && notice.seq <= readSeq;
      if (!shown.current.some(isRead)) return;
      for (const { notification } of shown.current.filter(isRead)) notification.close();
      shown.current = shown.current.filter((each) => !isRead(each));
    },
  });
  return null;
}

/** Undefined where the person has not allowed it, or the browser only lets a worker do it. */
function notify({ id, senderName, groupName, text, isSilent }: NoticeItem): Notification | undefined {
  if (!('Notification' in window) || Notification.permission !== 'granted') return undefined;
  const title = groupName === null ? senderName : t('notice.inGroup', { sender: senderName, group: groupName });
  try {
    return new Notification(title, { body: text ?? t('notice.hidden'), tag: id, silent: isSilent, icon: '/icon-192.png' });
  } catch {
    return undefined;
  }
}

function useAppBadge(unreadCount: number): void {
  useEffect(() => {
    if (!('setAppBadge' in navigator)) return;
    // Refused where the page is not installed.
    void (unreadCount > 0 ? navigator.setAppBadge(unreadCount) : navigator.clearAppBadge()).catch(() => undefined);
  }, [unreadCount]);
}
