import type { ConversationItem } from '../../graphql/conversation-item.ts';
import type { FolderItem } from '../../graphql/use-folders.ts';
import type { ConversationActions } from '../../graphql/use-preferences.ts';
import { t } from '../../lib/translate.ts';
import type { MenuEntry, MenuSection } from '../../ui/menu-sections.ts';
import { muteUntil } from './mute-times.ts';

export interface MenuWays {
  readonly actions: ConversationActions;
  readonly folders: readonly FolderItem[];
  /** Archives it and tells of the way back. */
  readonly archive: (conversation: ConversationItem, isArchived: boolean) => void;
  readonly askName: (conversation: ConversationItem) => void;
  readonly askLeave: (conversation: ConversationItem) => void;
}

const mutes = [
  { id: 'hour', label: t('list.muteHour') },
  { id: 'workday', label: t('list.muteWorkday') },
  { id: 'tomorrow', label: t('list.muteTomorrow') },
  { id: 'ever', label: t('list.muteEver') },
] as const;

const levels = ['default', 'ALL', 'MENTIONS', 'NONE'] as const;

function muteEntry({ id, isMuted }: ConversationItem, { actions }: MenuWays): MenuEntry {
  if (isMuted) return { id: 'unmute', label: t('list.unmute'), icon: 'bell', onAction: () => void actions.mute(id, null) };
  const entries = mutes.map((mute) => ({ ...mute, onAction: () => void actions.mute(id, muteUntil(mute.id, new Date())) }));
  return { id: 'mute', label: t('list.mute'), icon: 'bellOff', entries };
}

function readEntry({ id, unreadCount, isMarkedUnread }: ConversationItem, { actions }: MenuWays): MenuEntry {
  if (unreadCount > 0 || isMarkedUnread) {
    return { id: 'read', label: t('list.markRead'), icon: 'checkTwice', onAction: () => void actions.markRead(id) };
  }
  return { id: 'unread', label: t('list.markUnread'), icon: 'dot', onAction: () => void actions.markUnread(id) };
}

function notifyEntry({ id, notificationLevel }: ConversationItem, { actions }: MenuWays): MenuEntry {
  const entries = levels.map((level) => ({
    id: level,
    label: t(`list.notify.${level}`),
    isChosen: level === (notificationLevel ?? 'default'),
    onAction: () => void actions.setNotificationLevel(id, level === 'default' ? null : level),
  }));
  return { id: 'notify', label: t('list.notify'), icon: 'bell', entries };
}

function moveEntry(conversation: ConversationItem, { actions, folders, askName }: MenuWays): MenuEntry {
  const { id, folderId } = conversation;
  const entries: MenuEntry[] = folders.map((folder) => ({
    id: folder.id,
    label: folder.name,
    isChosen: folder.id === folderId,
    onAction: () => void actions.moveToFolder(id, folder.id),
  }));
  const none = {
    id: 'none',
    label: t('list.moveNone'),
    isChosen: folderId === undefined,
    onAction: () => void actions.moveToFolder(id, null),
  };
  const made = { id: 'new', label: `${t('list.folderNew')}…`, icon: 'plus', onAction: () => askName(conversation) } as const;
  return { id: 'move', label: t('list.move'), icon: 'folder', entries: [...(folders.length > 0 ? [none] : []), ...entries, made] };
}

/** What one can do with a conversation (CONV-3). */
export function conversationMenu(conversation: ConversationItem, ways: MenuWays): MenuSection[] {
  const { id, kind, isPinned, isArchived } = conversation;
  const pin: MenuEntry = {
    id: 'pin',
    label: t(isPinned ? 'list.unpin' : 'list.pin'),
    icon: 'pin',
    onAction: () => void ways.actions.pin(id, !isPinned),
  };
  const archive: MenuEntry = {
    id: 'archive',
    label: t(isArchived ? 'list.unarchive' : 'list.archive'),
    icon: 'archive',
    onAction: () => ways.archive(conversation, !isArchived),
  };
  const leave: MenuEntry = {
    id: 'leave',
    label: t('list.leave'),
    icon: 'leave',
    tone: 'danger',
    onAction: () => ways.askLeave(conversation),
  };
  return [
    { id: 'attention', entries: [pin, readEntry(conversation, ways), muteEntry(conversation, ways), notifyEntry(conversation, ways)] },
    { id: 'place', entries: [moveEntry(conversation, ways), archive] },
    { id: 'end', entries: kind === 'GROUP' ? [leave] : [] },
  ];
}
