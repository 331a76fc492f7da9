import type { TimelineMessage } from '../../graphql/timeline-message.ts';
import { t } from '../../lib/translate.ts';
import type { MenuEntry, MenuSection } from '../../ui/menu-sections.ts';
import type { MessageRights } from './message-rights.ts';

/** What can be chosen for a message. */
export interface MessageDeeds {
  reply(message: TimelineMessage): void;
  openThread(message: TimelineMessage): void;
  edit(message: TimelineMessage): void;
  copyText(message: TimelineMessage): void;
  copyLink(message: TimelineMessage): void;
  forward(message: TimelineMessage): void;
  pin(message: TimelineMessage, isPinned: boolean): void;
  save(message: TimelineMessage, isSaved: boolean): void;
  markUnread(message: TimelineMessage): void;
  showReaders(message: TimelineMessage): void;
  showHistory(message: TimelineMessage): void;
  closePoll(message: TimelineMessage): void;
  hide(message: TimelineMessage): void;
  remove(message: TimelineMessage): void;
  report(message: TimelineMessage): void;
}

/** What the menu looks at besides the message. */
export interface MenuFacts {
  readonly rights: MessageRights;
  readonly isSaved: boolean;
  /** The message is shown within a thread already. */
  readonly isInThread: boolean;
}

interface Offered extends MenuEntry {
  readonly isOffered: boolean;
}

function section(id: string, offers: readonly Offered[]): MenuSection {
  return { id, entries: offers.filter(({ isOffered }) => isOffered).map(({ isOffered: _, ...entry }) => entry) };
}

/** The entries for a message: to speak about it, to keep it, to change it, to take it away (MSG-2). */
export function messageMenu(message: TimelineMessage, deeds: MessageDeeds, facts: MenuFacts): readonly MenuSection[] {
  const { rights, isSaved, isInThread } = facts;
  const { isThere } = rights;
  const hasText = message.text !== '';
  const { isPinned } = message;
  const isCounted = message.mine && (message.othersCount ?? 0) > 0;
  return [
    section('speak', [
      { id: 'reply', icon: 'reply', label: t('message.reply'), isOffered: rights.mayWrite, onAction: () => deeds.reply(message) },
      {
        id: 'thread',
        icon: 'thread',
        label: t('message.thread'),
        isOffered: isThere && !isInThread,
        onAction: () => deeds.openThread(message),
      },
      { id: 'forward', icon: 'passOn', label: t('message.forward'), isOffered: isThere, onAction: () => deeds.forward(message) },
    ]),
    section('keep', [
      { id: 'copy', icon: 'copy', label: t('message.copy'), isOffered: hasText, onAction: () => deeds.copyText(message) },
      { id: 'link', icon: 'link', label: t('message.copyLink'), isOffered: isThere, onAction: () => deeds.copyLink(message) },
      {
        ...{ id: 'save', icon: 'bookmark', isOffered: isThere, onAction: () => deeds.save(message, !isSaved) },
        label: t(isSaved ? 'message.unsave' : 'message.save'),
      },
      {
        ...{ id: 'pin', icon: 'pin', isOffered: rights.mayPin, onAction: () => deeds.pin(message, !isPinned) },
        label: t(isPinned ? 'message.unpin' : 'message.pin'),
      },
      {
        ...{ id: 'unread', icon: 'dot', label: t('message.markUnread') },
        ...{ isOffered: isThere && !isInThread && !message.mine, onAction: () => deeds.markUnread(message) },
      },
    ]),
    section('know', [
      { id: 'info', icon: 'info', label: t('message.info'), isOffered: isThere && isCounted, onAction: () => deeds.showReaders(message) },
      {
        id: 'history',
        icon: 'clock',
        label: t('message.history'),
        isOffered: isThere && message.isEdited,
        onAction: () => deeds.showHistory(message),
      },
    ]),
    section('change', [
      { id: 'edit', icon: 'compose', label: t('message.edit'), isOffered: rights.mayEdit, onAction: () => deeds.edit(message) },
      { id: 'closePoll', icon: 'poll', label: t('poll.close'), isOffered: rights.mayClosePoll, onAction: () => deeds.closePoll(message) },
      { id: 'hide', icon: 'eyeOff', label: t('message.hide'), isOffered: message.seq !== undefined, onAction: () => deeds.hide(message) },
      {
        ...{ id: 'report', icon: 'alert', label: t('person.report') },
        ...{ isOffered: isThere && !message.mine, onAction: () => deeds.report(message) },
      },
      {
        ...{ id: 'delete', icon: 'trash', tone: 'danger', label: t('message.delete') },
        ...{ isOffered: rights.mayDelete, onAction: () => deeds.remove(message) },
      },
    ]),
  ];
}
