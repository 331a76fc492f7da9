import type { AppContext } from '../../context.ts';
import { AppError, invalid, unauthenticated } from '../../errors.ts';
import { toInstant } from '../../instant.ts';
import { personTopic } from '../../realtime/bus.ts';
import type { DeviceUsed } from '../../realtime/events.ts';
import type { SocketSession } from '../../realtime/socket-session.ts';
import type { DeviceUse } from './device.ts';
import type { PresenceView } from './presence-view.ts';

/** People that one socket watches at most: more than a page shows. */
const WATCHED_MAX = 500;

const DAY_MS = 86_400_000;

/**
 * Replaces whom the socket watches; gives what its person may see of them now (PRESENCE-4). VALIDATION_ERROR for more than 500 people, and
 * where there is no socket.
 */
export async function watchPresence(app: AppContext, socket: SocketSession | null, userIds: readonly string[]): Promise<PresenceView[]> {
  const open = requireSocket(socket);
  if (userIds.length > WATCHED_MAX) throw invalid('userIds', `Watch at most ${WATCHED_MAX} people.`);
  // What is answered is true of everything that events bring afterwards.
  await open.subscriptionsLive();
  return app.presence.watch(open, userIds);
}

/** Says whether the device behind the socket has input (PRESENCE-1). VALIDATION_ERROR where there is no socket. */
export function setActivity(app: AppContext, socket: SocketSession | null, isActive: boolean): void {
  app.presence.setActivity(requireSocket(socket), isActive);
}

/**
 * Says that the person took up the device behind the socket, `msAgo` milliseconds ago, and tells their others, which are then not in use any
 * more (NOTIFY-1). Gives the device by its id, and whether none of the others in use was taken up later. VALIDATION_ERROR where there is no
 * socket, or for a time that is none.
 */
export async function noteInput(app: AppContext, socket: SocketSession | null, msAgo: number): Promise<NotedInput> {
  const open = requireSocket(socket);
  if (open.viewer === null) throw unauthenticated();
  if (msAgo < 0 || msAgo > DAY_MS) throw invalid('msAgo', 'Give 0 to 86400000 milliseconds.');
  const { userId, sessionId: deviceId } = open.viewer;
  const use = { deviceId, usedAt: toInstant(new Date(Date.now() - msAgo)) };
  app.presence.used(open, use);
  const event: DeviceUsed = { type: 'DeviceUsed', userId, ...use };
  app.bus.publish(personTopic(userId), event);
  const devices = await app.presence.devicesOf(userId);
  const isLater = (other: DeviceUse | undefined) => other !== undefined && other.deviceId !== deviceId && other.usedAt > use.usedAt;
  return { ...use, isLast: !devices.some(({ isActive, use: other }) => isActive && isLater(other)) };
}

/** A device that was taken up. */
export interface NotedInput extends DeviceUse {
  /** Whether no other device in use was taken up later. */
  readonly isLast: boolean;
}

function requireSocket(socket: SocketSession | null): SocketSession {
  if (socket === null) throw new AppError('VALIDATION_ERROR', 'Presence travels over the WebSocket only.');
  return socket;
}
