import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Outlet, useLocation, useMatch, useNavigate } from 'react-router';
import { ConnectionBanner } from '../features/connection/ConnectionBanner.tsx';
import { ConversationList } from '../features/conversations/ConversationList.tsx';
import { useConversations } from '../graphql/use-conversations.ts';
import { t } from '../lib/translate.ts';
import { Frame } from '../ui/Frame.tsx';
import { Rail } from './Rail.tsx';
import styles from './shell.module.css';
import { totalUnread } from './total-unread.ts';
import { usePageTitle } from './use-page-title.ts';
import { useShortcuts } from './use-shortcuts.ts';

const NewConversationDialog = lazy(async () => ({
  default: (await import('../features/people/NewConversationDialog.tsx')).NewConversationDialog,
}));
const QuickSwitcher = lazy(async () => ({
  default: (await import('../features/switcher/QuickSwitcher.tsx')).QuickSwitcher,
}));

/** Everything around the open conversation: rail, list, and what floats above them. */
export function Shell(): ReactNode {
  const [overlay, setOverlay] = useState<'new' | 'jump'>();
  const openId = useMatch('/c/:conversationId')?.params.conversationId;
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const { conversations } = useConversations();

  const close = () => setOverlay(undefined);
  const open = (conversationId: string) => {
    close();
    void navigate(`/c/${conversationId}`);
  };
  usePageTitle(conversations.find(({ id }) => id === openId)?.title, totalUnread(conversations));
  useShortcuts({ conversations, openId, onOpen: open, onJump: () => setOverlay('jump') });

  return (
    <>
      <a className={styles.skip} href="#main">
        {t('app.skip')}
      </a>
      <Frame
        pane={pathname === '/' ? 'list' : 'main'}
        rail={<Rail unreadCount={totalUnread(conversations)} onJump={() => setOverlay('jump')} />}
        list={<ConversationList openId={openId} onNew={() => setOverlay('new')} onJump={() => setOverlay('jump')} />}
        main={
          <main id="main" className={styles.main} tabIndex={-1}>
            <ConnectionBanner />
            <Outlet />
          </main>
        }
      />
      <Suspense>
        {overlay === 'new' && <NewConversationDialog onClose={close} onOpen={open} />}
        {overlay === 'jump' && <QuickSwitcher onClose={close} onOpen={open} />}
      </Suspense>
    </>
  );
}
