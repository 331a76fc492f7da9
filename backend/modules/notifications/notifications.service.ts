import type { AppContext, Viewer } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { getConversation } from '../conversations/conversations.service.ts';
import type { MessageView } from '../messages/message.ts';
import { findMessage } from '../messages/message-lists.service.ts';
import { getSettings } from '../people/settings.service.ts';
import type { Device, DeviceKind } from '../presence/device.ts';
import { preferencesOf } from '../viewer-items/viewer-items.service.ts';
import { decideNotification, type NotifiableMessage, type NotificationDecision, tellingDevices } from './notification.policy.ts';

/** One of the viewer's connected devices, and whether it is the one to tell them. */
export interface NotifiedDevice {
  /** Null where the device did not say when it was taken up. */
  readonly id: string | null;
  readonly kind: DeviceKind;
  readonly isActive: boolean;
  readonly usedAt: string | null;
  /** Whether it is the one that asks. */
  readonly isThis: boolean;
  readonly isNotifying: boolean;
}

export interface NotificationExplanation extends NotificationDecision {
  readonly devices: readonly NotifiedDevice[];
}

interface Place {
  readonly conversationId: string;
  readonly messageId: string;
}

/**
 * Whether a message notifies the viewer now, why or why not, and on which of their devices (NOTIFY-1): the one in
 * use that was taken up last; while none is in use, on all.
 * @throws NOT_IN_CONVERSATION; NOT_FOUND for a message that is not there or not theirs to see.
 */
export async function explainNotification(app: AppContext, viewer: Viewer, place: Place): Promise<NotificationExplanation> {
  const { kind } = await getConversation(app, viewer, place.conversationId);
  const [message, settings, preferences, devices] = await Promise.all([
    findMessage(app, viewer, place),
    getSettings(app, viewer.userId),
    preferencesOf(app, [viewer.userId], place.conversationId),
    app.presence.devicesOf(viewer.userId),
  ]);
  if (message === null) throw notFound('This message is', 'messageId');
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
    isThreadFollowed: await isThreadFollowed(app, viewer, message),
  };
  const decision = decideNotification(toNotifiable(message), standing, new Date());
  const connected = devicesBySession(devices, viewer);
  const telling = tellingDevices(connected);
  return {
    ...decision,
    devices: connected.map((device, i) => ({ ...device, isNotifying: decision.notified && telling[i] === true })),
  };
}

/** The sockets of one session are one device: it was taken up when any of them was. */
function devicesBySession(sockets: readonly Device[], { sessionId }: Viewer): Omit<NotifiedDevice, 'isNotifying'>[] {
  const unnamed = sockets.filter(({ use }) => use === undefined);
  const named = Map.groupBy(sockets, ({ use }) => use?.deviceId ?? null);
  named.delete(null);
  return [
    ...unnamed.map(({ kind, isActive }) => ({ id: null, kind, isActive, usedAt: null, isThis: false })),
    ...[...named].map(([id, own]) => ({
      id,
      kind: own[0]?.kind ?? 'OTHER',
      isActive: own.some(({ isActive }) => isActive),
      usedAt: own.reduce((newest, { use }) => (use !== undefined && use.usedAt > newest ? use.usedAt : newest), ''),
      isThis: id === sessionId,
    })),
  ];
}

const toNotifiable = ({ sender, kind, text, mentions, threadRootSeq }: MessageView): NotifiableMessage => ({
  senderId: sender.id,
  kind,
  text,
  mentionedIds: mentions.userIds,
  mentionsAll: mentions.isForAll,
  isThreadReply: threadRootSeq !== null,
});

/** As the viewer decided; else when they began the thread or replied in it. */
async function isThreadFollowed({ db }: AppContext, viewer: Viewer, message: MessageView): Promise<boolean> {
  const { conversationId, threadRootId, threadRootSeq } = message;
  if (threadRootSeq === null) return false;
  const { rows } = await db.pool.query<{ decided: boolean | null; tookPart: boolean }>(
    `SELECT (SELECT (i.value ->> 'isFollowed')::boolean FROM viewer_items i WHERE i.user_id = $1 AND i.kind = 'THREAD' AND i.key = $2) AS decided,
            EXISTS (SELECT 1 FROM threads t WHERE t.conversation_id = $3 AND t.root_seq = $4 AND $1 = ANY (t.participant_ids))
            OR EXISTS (SELECT 1 FROM messages r WHERE r.conversation_id = $3 AND r.seq = $4 AND r.sender_id = $1) AS "tookPart"`,
    [viewer.userId, threadRootId, conversationId, threadRootSeq],
  );
  return rows[0]?.decided ?? rows[0]?.tookPart ?? false;
}
