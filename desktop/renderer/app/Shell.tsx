import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import { Outlet, useLocation, useMatch, useNavigate } from 'react-router';
import { Banners } from '../features/connection/Banners.tsx';
import { ConversationList } from '../features/conversations/ConversationList.tsx';
import type { ListView } from '../features/conversations/list-view.ts';
import { FirstSteps } from '../features/onboarding/FirstSteps.tsx';
import { PersonDialogs } from '../features/people/PersonDialogs.tsx';
import { useConversations } from '../graphql/use-conversations.ts';
import { t } from '../lib/translate.ts';
import { Frame } from '../ui/Frame.tsx';
import { useMedia } from '../ui/use-media.ts';
import { Notifier } from './Notifier.tsx';
import { Rail } from './Rail.tsx';
import { RefusalNotices } from './RefusalNotices.tsx';
import styles from './shell.module.css';
import type { ShellContext } from './shell-context.ts';
import { neighbour, type Shortcut, unreadNeighbour } from './shortcut.ts';
import { totalUnread } from './total-unread.ts';
import { type Overlay, useCommands } from './use-commands.ts';
import { useNewerPage } from './use-newer-page.ts';
import { usePageTitle } from './use-page-title.ts';
import { useShortcuts } from './use-shortcuts.ts';

const NewConversationDialog = lazy(async () => ({
  default: (await import('../features/people/NewConversationDialog.tsx')).NewConversationDialog,
}));
const BrowseGroupsDialog = lazy(async () => ({
  default: (await import('../features/groups/BrowseGroupsDialog.tsx')).BrowseGroupsDialog,
}));
const loadSwitcher = async () => ({ default: (await import('../features/switcher/QuickSwitcher.tsx')).QuickSwitcher });
const QuickSwitcher = lazy(loadSwitcher);
const ShortcutsDialog = lazy(async () => ({
  default: (await import('./ShortcutsDialog.tsx')).ShortcutsDialog,
}));

/** Everything around the open conversation: rail, list, and what floats above them. */
export function Shell(): ReactNode {
  const [overlay, setOverlay] = useState<Overlay>();
  const [view, setView] = useState<ListView>('all');
  const openId = useMatch('/c/:conversationId/*')?.params.conversationId;
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const { conversations } = useConversations();
  const commands = useCommands({
    show: setOverlay,
    showArchived: () => {
      setView('archived');
      void navigate('/');
    },
  });

  const isWide = useMedia('medium');
  const isAtList = pathname === '/';
  const isListAlone = isAtList && !isWide;
  const startNew = useCallback(() => setOverlay('new'), []);
  const jump = useCallback(() => setOverlay('jump'), []);
  const close = () => setOverlay(undefined);
  const open = (conversationId: string | undefined) => {
    close();
    if (conversationId !== undefined) void navigate(`/c/${conversationId}`);
  };
  const ids = conversations.map(({ id }) => id);
  usePageTitle(conversations.find(({ id }) => id === openId)?.title, totalUnread(conversations));
  useNewerPage();
  // Who presses Ctrl+K types on at once.
  useEffect(() => void loadSwitcher(), []);
  useShortcuts({
    jump,
    new: startNew,
    help: () => setOverlay('help'),
    search: () => void navigate('/search'),
    settings: () => void navigate('/settings'),
    next: () => open(neighbour(ids, openId, 'next')),
    previous: () => open(neighbour(ids, openId, 'previous')),
    nextUnread: () => open(unreadNeighbour(conversations, openId, 'next')),
    previousUnread: () => open(unreadNeighbour(conversations, openId, 'previous')),
  } satisfies Record<Shortcut, () => void>);

  return (
    <PersonDialogs onOpen={open}>
      <a className={styles.skip} href="#main">
        {t('app.skip')}
      </a>
      <Frame
        pane={isAtList ? 'list' : 'main'}
        rail={<Rail unreadCount={totalUnread(conversations)} onJump={jump} />}
        list={
          <>
            {isListAlone && <Banners />}
            <ConversationList
              openId={openId}
              view={view}
              onView={setView}
              onNew={startNew}
              onJump={jump}
              empty={!isWide && <FirstSteps onNew={startNew} />}
            />
          </>
        }
        main={
          <main id="main" className={styles.main} tabIndex={-1}>
            {!isListAlone && <Banners />}
            <Suspense>
              <Outlet context={{ onNew: startNew } satisfies ShellContext} />
            </Suspense>
          </main>
        }
      />
      <RefusalNotices />
      <Notifier openId={openId} unreadCount={totalUnread(conversations)} />
      <Suspense>
        {overlay === 'new' && <NewConversationDialog onClose={close} onOpen={open} onBrowse={() => setOverlay('groups')} />}
        {overlay === 'groups' && <BrowseGroupsDialog onClose={close} onOpen={open} />}
        {overlay === 'jump' && <QuickSwitcher onClose={close} onOpen={open} commands={commands} />}
        {overlay === 'help' && <ShortcutsDialog onClose={close} />}
      </Suspense>
    </PersonDialogs>
  );
}
