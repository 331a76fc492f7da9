import { setTimeout as delay } from 'node:timers/promises';
import type { Drive } from './crew.ts';
import type { LoadClient } from './load-client.ts';

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

/** So many sends a second in all, by one client after the other. Latencies count from the time that was planned. */
export function atRate(perSecond: number): Drive {
  return (clients, seconds) => pace({ perSecond, seconds }, (dueAt, index) => clients[index % clients.length]?.send(dueAt));
}

/**
 * Calls at a rate, each time when it is due, whatever the server does: one that stalls does not hide behind what was never asked of it.
 * `onDue` gets the time that was planned and how many came before.
 */
export async function pace(
  { perSecond, seconds }: { perSecond: number; seconds: number },
  onDue: (dueAt: number, index: number) => void,
): Promise<void> {
  const startedAt = performance.now();
  const total = Math.round(perSecond * seconds);
  const dueAt = (index: number) => startedAt + (index * 1000) / perSecond;
  for (let index = 0; index < total; ) {
    const wait = dueAt(index) - performance.now();
    if (wait > 0) await delay(Math.ceil(wait));
    for (const now = performance.now(); index < total && dueAt(index) <= now; index += 1) onDue(dueAt(index), index);
  }
}

/** So many sends in all, one under way for each client. */
export function exactly(total: number): Drive {
  return async (clients) => {
    let left = total;
    const sendNext = (client: LoadClient) => {
      if (left === 0) return;
      left -= 1;
      client.send(performance.now());
    };
    for (const client of clients) {
      client.onAnswer = () => sendNext(client);
      sendNext(client);
    }
  };
}
