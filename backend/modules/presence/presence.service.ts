import type { AppContext } from '../../context.ts';
import { AppError, invalid } from '../../errors.ts';
import type { SocketSession } from '../../realtime/socket-session.ts';
import type { PresenceView } from './presence-view.ts';

/** People that one socket watches at most: more than a page shows. */
const WATCHED_MAX = 500;

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

function requireSocket(socket: SocketSession | null): SocketSession {
  if (socket === null) throw new AppError('VALIDATION_ERROR', 'Presence travels over the WebSocket only.');
  return socket;
}
