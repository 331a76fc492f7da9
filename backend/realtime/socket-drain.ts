import { setTimeout as delay } from 'node:timers/promises';
import type { SocketSession } from './socket-session.ts';

/** 10,000 sockets leave over 4 s, a handful at once: nodes that take them over are not overrun, and nobody waits longer than that needs. */
const MS_PER_SOCKET = 0.4;
const STEP_MS = 20;

/** Asks sockets to reconnect elsewhere, one after the other; resolves when each has had the answers to what it sent and was told so. */
export async function drainSockets(sockets: readonly SocketSession[]): Promise<void> {
  const startedAt = performance.now();
  const retired: Promise<void>[] = [];
  while (retired.length < sockets.length) {
    const due = Math.ceil((performance.now() - startedAt + STEP_MS) / MS_PER_SOCKET);
    for (const socket of sockets.slice(retired.length, due)) retired.push(socket.retire());
    if (retired.length < sockets.length) await delay(STEP_MS);
  }
  await Promise.all(retired);
}
