import type { AppContext, Viewer } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { getConversation } from '../conversations/conversations.service.ts';
import { MESSAGE_COLUMNS, type MessageRow } from '../messages/message.ts';
import { getSettings } from '../people/settings.service.ts';
import type { Device } from '../presence/device.ts';
import { preferencesOf } from '../viewer-items/viewer-items.service.ts';
import { decideNotification, type NotifiableMessage, type NotificationDecision } from './notification.policy.ts';

/** One of the viewer's connected devices, and whether it is the one to tell them. */
export interface NotifiedDevice extends Device {
  readonly isNotifying: boolean;
}

export interface NotificationExplanation extends NotificationDecision {
  readonly devices: readonly NotifiedDevice[];
}

interface Place {
  readonly conversationId: string;
  readonly messageId: string;
}

interface Row extends MessageRow {
  readonly is_thread_followed: boolean;
}

/**
 * Whether a message notifies the viewer now, why or why not, and on which of their devices (NOTIFY-1): where they are, otherwise on all.
 * @throws NOT_IN_CONVERSATION; NOT_FOUND for a message that is not there or not theirs to see.
 */
export async function explainNotification(app: AppContext, viewer: Viewer, place: Place): Promise<NotificationExplanation> {
  const { viewer: membership, kind } = await getConversation(app, viewer, place.conversationId);
  const [row, settings, preferences, devices] = await Promise.all([
    findMessage(app, viewer, place),
    getSettings(app, viewer.userId),
    preferencesOf(app, [viewer.userId], place.conversationId),
    app.presence.devicesOf(viewer.userId),
  ]);
  if (row === null || row.created_at <= membership.visibleAfter) throw notFound('This message is', 'messageId');
  const { level: defaultLevel, quietHours, keywords } = settings.notifications;
  const own = preferences.get(viewer.userId);
  const standing = {
    viewerId: viewer.userId,
    isDirect: kind === 'DIRECT',
    conversationLevel: own?.notificationLevel ?? null,
    mutedUntil: own?.mutedUntil ?? null,
    defaultLevel,
    keywords,
    quietHours,
    isBusy: settings.presenceMode === 'BUSY',
    isThreadFollowed: row.is_thread_followed,
  };
  const decision = decideNotification(toNotifiable(row), standing, new Date());
  const isSomewhere = devices.some(({ isActive }) => isActive);
  return {
    ...decision,
    devices: devices.map((device) => ({ ...device, isNotifying: decision.notified && (device.isActive || !isSomewhere) })),
  };
}

const toNotifiable = (row: MessageRow): NotifiableMessage => ({
  senderId: row.sender_id,
  kind: row.kind,
  text: row.deleted_at === null ? row.text : null,
  mentionedIds: row.mentioned_ids,
  mentionsAll: row.mentions_all,
  isThreadReply: row.thread_root_seq !== null,
});

/** With whether the viewer follows its thread: as they decided, else when they began it or replied in it. */
async function findMessage({ db }: AppContext, viewer: Viewer, { conversationId, messageId }: Place): Promise<Row | null> {
  const { rows } = await db.pool.query<Row>(
    `SELECT ${MESSAGE_COLUMNS}, coalesce(
        (SELECT (i.value ->> 'isFollowed')::boolean FROM viewer_items i
          WHERE i.user_id = $3 AND i.kind = 'THREAD' AND i.key = m.thread_root_id::text AND i.value IS NOT NULL),
        EXISTS (SELECT 1 FROM threads t WHERE t.conversation_id = $1 AND t.root_seq = m.thread_root_seq AND $3 = ANY (t.participant_ids)),
        false) OR EXISTS (SELECT 1 FROM messages r WHERE r.conversation_id = $1 AND r.seq = m.thread_root_seq AND r.sender_id = $3
          AND NOT EXISTS (SELECT 1 FROM viewer_items i WHERE i.user_id = $3 AND i.kind = 'THREAD' AND i.key = r.id::text
                             AND i.value ->> 'isFollowed' = 'false')) AS is_thread_followed
       FROM messages m WHERE m.conversation_id = $1 AND m.id = $2`,
    [conversationId, messageId, viewer.userId],
  );
  return rows[0] ?? null;
}
