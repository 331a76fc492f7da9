import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { createMetrics } from '../platform/metrics.ts';
import { openRedis } from '../platform/redis.ts';
import { RedisBus } from '../realtime/redis-bus.ts';
import { Inbox } from './inbox.ts';

export type BusNode = Awaited<ReturnType<typeof openBusNode>>;

/** One node's bus through Redis, and what it tells beside events. `logged` gets what it logs as an error. */
export async function openBusNode(settings: Readonly<Record<string, string>>, logged: string[] = []) {
  const log = pino({ level: 'error' }, { write: (line: string) => logged.push(line) });
  const { redis } = readConfig(settings);
  if (redis === undefined) throw new Error('REDIS_URL is set.');
  const metrics = createMetrics();
  const connection = await openRedis(redis, log, metrics);
  const bus = await RedisBus.open({ redis: connection, log, metrics });
  const restored = new Inbox<string>();
  bus.onRestored(() => restored.add('restored'));
  return {
    connection,
    bus,
    /** Grows each time the bus says that events may have been lost. */
    restored,
    droppedCount: async () => (await metrics.busDropped.get()).values[0]?.value ?? 0,
    async close() {
      await bus.close();
      await connection.close();
    },
  };
}
