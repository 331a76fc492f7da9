import { personOf } from '../../sync/history.ts';
import type { OutboxItem } from '../../sync/outbox.ts';
import type { ConversationRow, MessageRow, Person, SystemEventRow } from '../../sync/records.ts';
import type { Replica } from '../../sync/replica.ts';
import type { ConversationPreferences } from '../../sync/viewer-item.ts';
import type { ConversationItem, LastMessageItem, SystemEventItem } from './conversation-item.ts';

/** What a conversation's item is made of; the same parts make the same item. */
export interface ItemParts {
  readonly row: ConversationRow;
  readonly draft: string | undefined;
  readonly typing: readonly Person[];
  /** The last message that is on its way out. */
  readonly outgoing: OutboxItem | undefined;
  readonly preferences: ConversationPreferences;
  readonly isMuted: boolean;
  /** Undefined where the folder is gone. */
  readonly folderId: string | undefined;
}

export function toSystemEvent(replica: Replica, { kind, userIds, name }: SystemEventRow): SystemEventItem {
  return { kind, name, users: userIds.map((id) => personOf(replica, id)) };
}

export function toConversationItem(replica: Replica, parts: ItemParts): ConversationItem {
  const { row, draft, typing, outgoing } = parts;
  const peer = row.peerId === null ? undefined : personOf(replica, row.peerId);
  const lastMessage = outgoing ? outgoingItem(replica, outgoing) : row.lastMessage && lastMessageItem(replica, row.lastMessage);
  const sentAt = outgoing?.row.createdAt ?? '';
  const lastActivityAt = sentAt > row.lastActivityAt ? sentAt : row.lastActivityAt;
  return {
    id: row.id,
    kind: row.kind,
    title: row.name ?? peer?.displayName ?? '',
    ...(peer && { peer }),
    isSelf: row.peerId === replica.viewerId,
    ...(lastMessage && { lastMessage }),
    lastActivityAt,
    unreadCount: row.unreadCount,
    mentionCount: row.mentionCount,
    ...(draft !== undefined && { draft }),
    typing,
    memberCount: row.memberCount,
    ...kept(parts, lastActivityAt),
  };
}

/** What the viewer decided of it. */
function kept({ preferences, isMuted, folderId }: ItemParts, lastActivityAt: string) {
  const { pinnedAt, mutedUntil, archivedAt, isMarkedUnread, notificationLevel } = preferences;
  return {
    isPinned: pinnedAt !== null,
    isMuted,
    ...(mutedUntil !== null && { mutedUntil }),
    isArchived: archivedAt !== null && (isMuted || lastActivityAt <= archivedAt),
    isMarkedUnread,
    ...(notificationLevel !== null && { notificationLevel }),
    ...(folderId !== undefined && { folderId }),
  };
}

function lastMessageItem(replica: Replica, message: MessageRow): LastMessageItem {
  return {
    senderId: message.senderId,
    senderName: personOf(replica, message.senderId).displayName,
    mine: message.senderId === replica.viewerId,
    text: message.text ?? '',
    kind: message.kind,
    ...(message.systemEvent && { systemEvent: toSystemEvent(replica, message.systemEvent) }),
    deleted: message.deletedAt !== null,
    state: 'sent',
  };
}

function outgoingItem(replica: Replica, { row, state }: OutboxItem): LastMessageItem {
  const { viewerId } = replica;
  return {
    senderId: viewerId,
    senderName: personOf(replica, viewerId).displayName,
    mine: true,
    text: row.operation.type === 'send' ? row.operation.text : '',
    kind: 'TEXT',
    deleted: false,
    state,
  };
}
