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
    presenceChanges: new Counter({
      name: 'chat_presence_changes_total',
      help: 'Times that something of a person moved here, and those who watch were told.',
      registers,
    }),
    redisUp: new Gauge({ name: 'chat_redis_up', help: 'Whether Redis answers: 1 or 0; 0 too where none is set.', registers }),
    busDropped: new Counter({
      name: 'chat_bus_events_dropped_total',
      help: 'Events that other nodes did not get, because Redis was away.',
      registers,
    }),
    operationSeconds: new Histogram({
      name: 'chat_operation_seconds',
      help: 'How long GraphQL operations ran, by kind and root field.',
      labelNames: ['kind', 'field'],
      buckets: LATENCY_BUCKETS,
      registers,
    }),
    httpRequests: new Counter({
      name: 'chat_http_requests_total',
      help: 'HTTP requests answered, by route and class of status.',
      labelNames: ['route', 'status'],
      registers,
    }),
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

/** Shows how many people are here. */
export function observePresence({ registry }: Metrics, presence: { readonly peopleCount: number }): void {
  new Gauge({
    name: 'chat_presence_people',
    help: 'People with a device on this process.',
    registers: [registry],
    collect() {
      this.set(presence.peopleCount);
    },
  });
}

/** Shows how many topics this process listens to, and whether events of other processes come. */
export function observeBus({ registry }: Metrics, bus: { readonly topicCount: number; readonly isConnected: boolean }): void {
  new Gauge({
    name: 'chat_bus_topics',
    help: 'Conversations, people and the like whose events this process listens to.',
    registers: [registry],
    collect() {
      this.set(bus.topicCount);
    },
  });
  new Gauge({
    name: 'chat_bus_up',
    help: 'Whether events go to and come from other processes: 1 or 0; always 1 for a process by itself.',
    registers: [registry],
    collect() {
      this.set(bus.isConnected ? 1 : 0);
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
