import { useNavigate } from 'react-router';
import { sectionIcons, sectionsFor } from '../features/settings/settings-sections.ts';
import type { Command } from '../features/switcher/command.ts';
import { useHost } from '../graphql/host-context.ts';
import { useConversations } from '../graphql/use-conversations.ts';
import { useConversationActions } from '../graphql/use-preferences.ts';
import { useSession } from '../graphql/use-session.ts';
import { useSettings } from '../graphql/use-settings.ts';
import { chooseLook, looks } from '../lib/appearance.ts';
import { t } from '../lib/translate.ts';
import { keys } from './keyboard-keys.ts';

/** What floats above the page, at most one at a time. */
export type Overlay = 'new' | 'groups' | 'jump' | 'help';

interface Ways {
  show: (overlay: Overlay) => void;
  showArchived: () => void;
}

const themeIcons = { system: 'monitor', light: 'sun', dark: 'moon' } as const;
const modes = [
  { mode: 'AUTOMATIC', icon: 'check' },
  { mode: 'BUSY', icon: 'minus' },
  { mode: 'INVISIBLE', icon: 'eyeOff' },
] as const;

const themeCommands: readonly Command[] = looks.theme.map((theme) => ({
  id: `theme-${theme}`,
  label: t('command.theme', { theme: t(`settings.theme.${theme}`) }),
  icon: themeIcons[theme],
  run: () => chooseLook('theme', theme),
}));

/** Everything that the page can do from anywhere, for the switcher (WEB-3). */
export function useCommands({ show, showArchived }: Ways): readonly Command[] {
  const navigate = useNavigate();
  const { viewer } = useSession();
  const { desktop } = useHost();
  const { update } = useSettings();
  const { conversations } = useConversations();
  const { markRead } = useConversationActions();
  const markEverythingRead = () => {
    const waiting = conversations.filter(({ unreadCount, isMarkedUnread }) => unreadCount > 0 || isMarkedUnread);
    for (const { id } of waiting) void markRead(id);
  };
  const goTo = (path: string) => () => void navigate(path);
  return [
    { id: 'new', label: t('command.new'), icon: 'compose', shortcut: keys('new'), run: () => show('new') },
    { id: 'groups', label: t('browse.title'), icon: 'group', run: () => show('groups') },
    { id: 'search', label: t('command.search'), icon: 'search', shortcut: keys('search'), run: goTo('/search') },
    { id: 'threads', label: t('threads.title'), icon: 'thread', run: goTo('/threads') },
    { id: 'saved', label: t('rail.saved'), icon: 'bookmark', run: goTo('/saved') },
    { id: 'archived', label: t('list.archived'), icon: 'archive', run: showArchived },
    { id: 'read', label: t('command.markAllRead'), icon: 'checkTwice', run: markEverythingRead },
    ...modes.map(({ mode, icon }) => ({
      id: `status-${mode}`,
      label: t('command.status', { status: t(`settings.presence.${mode}`) }),
      icon,
      run: () => void update({ presenceMode: mode }).catch(() => undefined),
    })),
    ...themeCommands,
    ...sectionsFor(viewer?.role, desktop !== null).map((section) => ({
      id: `settings-${section}`,
      label: t('command.settings', { section: t(`settings.section.${section}`) }),
      icon: sectionIcons[section],
      ...(section === 'profile' && { shortcut: keys('settings') }),
      run: goTo(`/settings/${section}`),
    })),
    { id: 'help', label: t('help.title'), icon: 'keyboard', shortcut: keys('help'), run: () => show('help') },
  ];
}
