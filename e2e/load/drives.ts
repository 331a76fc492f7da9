import { setTimeout as delay } from 'node:timers/promises';
import type { Drive } from './crew.ts';

/** The first `senders` clients keep `inFlight` sends under way each: the next leaves when one is answered. */
export function closedLoop({ senders, inFlight }: { senders: number; inFlight: number }): Drive {
  return async (clients, seconds) => {
    const until = performance.now() + seconds * 1000;
    const active = clients.slice(0, senders);
    for (const client of active) {
      client.onAnswer = () => {
        const now = performance.now();
        if (now < until) client.send(now);
      };
      for (let i = 0; i < inFlight; i += 1) client.send(performance.now());
    }
    await delay(until - performance.now());
  };
}

/**
 * So many sends a second in all, each at its time whatever the server does, by one client after the other. Latencies count from the time
 * that was planned, so a server that stalls does not hide behind sends that were never made.
 */
export function atRate(perSecond: number): Drive {
  return async (clients, seconds) => {
    const startedAt = performance.now();
    const total = Math.round(perSecond * seconds);
    for (let sent = 0; sent < total; ) {
      const due = startedAt + (sent * 1000) / perSecond;
      const wait = due - performance.now();
      if (wait > 0) await delay(Math.ceil(wait));
      for (const now = performance.now(); sent < total && startedAt + (sent * 1000) / perSecond <= now; sent += 1) {
        clients[sent % clients.length]?.send(startedAt + (sent * 1000) / perSecond);
      }
    }
  };
}
