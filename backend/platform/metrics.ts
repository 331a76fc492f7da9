import type pg from 'pg';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

/** Seconds; finest where the promises of SPEED lie (5 to 500 ms). */
const LATENCY_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 3, 10];

/** The figures of one process under the names of OPS-3; `registry.metrics()` is what `/metrics` answers. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    activeConnections: new Gauge({ name: 'chat_active_connections', help: 'Open WebSockets that have signed in.', registers }),
    messagesSent: new Counter({ name: 'chat_messages_sent_total', help: 'Messages stored and acknowledged.', registers }),
    sendLatency: new Histogram({
      name: 'chat_message_send_latency_seconds',
      help: 'From a send arriving to its commit.',
      buckets: LATENCY_BUCKETS,
      registers,
    }),
    delivery: new Histogram({
      name: 'chat_message_delivery_seconds',
      help: 'From a message being sent to its event being written to the sockets of this process.',
      buckets: LATENCY_BUCKETS,
      registers,
    }),
    slowReaders: new Counter({ name: 'chat_slow_readers_total', help: 'Sockets closed because they read too slowly.', registers }),
    errors: new Counter({ name: 'chat_errors_total', help: 'Errors given to clients, by code.', labelNames: ['code'], registers }),
  };
}

/** Shows how busy a connection pool is. */
export function observePool({ registry }: Metrics, pool: pg.Pool): void {
  new Gauge({
    name: 'chat_database_connections',
    help: 'Connections of the hot-path pool by state; waiting is the queue for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
}

/** Shows how many sends wait for the batch that is on its way to disk; one that stays high means that the database does not keep up. */
export function observeWriter({ registry }: Metrics, writer: { readonly waitingCount: number }): void {
  new Gauge({
    name: 'chat_messages_waiting',
    help: 'Sends that wait for the batch on its way to disk.',
    registers: [registry],
    collect() {
      this.set(writer.waitingCount);
    },
  });
}
