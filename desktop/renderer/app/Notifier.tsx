import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { NoticeText } from '../graphql/host.ts';
import { useHost } from '../graphql/host-context.ts';
import { useAnswerNotice } from '../graphql/use-answer-notice.ts';
import { type NoticeItem, useNotices } from '../graphql/use-notices.ts';
import { placeLink, threadLink } from '../lib/place-link.ts';
import { t } from '../lib/translate.ts';

const AppLink = lazy(async () => ({ default: (await import('../features/desktop/AppLink.tsx')).AppLink }));

interface NotifierProps {
  openId: string | undefined;
  unreadCount: number;
}

interface Shown {
  readonly notification: { close(): void };
  readonly notice: NoticeItem;
}

/** Tells of messages outside the page: notifications of the device, and a number on the app's icon (NOTIFY-1); to the app around the page too. */
export function Notifier({ openId, unreadCount }: NotifierProps): ReactNode {
  const navigate = useNavigate();
  const { notices, desktop } = useHost();
  const answers = useAnswerNotice();
  const shown = useRef<readonly Shown[]>([]);
  useEffect(() => notices.setBadge(unreadCount), [notices, unreadCount]);
  useNotices({
    isLookedAt: (conversationId) => conversationId === openId && document.hasFocus(),
    show(notice) {
      const { conversationId, seq, threadRootSeq } = notice;
      const notification = notices.show(toText(notice), {
        open: () => void navigate(threadRootSeq === null ? placeLink(conversationId, seq) : threadLink(conversationId, threadRootSeq, seq)),
        reply: (text) => answers.reply(notice, text),
        markRead: () => answers.markRead(notice),
      });
      if (notification !== undefined) shown.current = [...shown.current, { notification, notice }];
    },
    read(conversationId, readSeq) {
      const isRead = ({ notice }: Shown) => notice.conversationId === conversationId && notice.seq <= readSeq;
      if (!shown.current.some(isRead)) return;
      for (const { notification } of shown.current.filter(isRead)) notification.close();
      shown.current = shown.current.filter((each) => !isRead(each));
    },
  });
  return (
    desktop !== null && (
      <Suspense>
        <AppLink bridge={desktop.bridge} unreadCount={unreadCount} />
      </Suspense>
    )
  );
}

/** In the words of the page's language. */
function toText({ senderName, groupName, text, ...place }: NoticeItem): NoticeText {
  const title = groupName === null ? senderName : t('notice.inGroup', { sender: senderName, group: groupName });
  return { ...place, title, body: text ?? t('notice.hidden') };
}
