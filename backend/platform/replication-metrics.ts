import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { Gauge } from 'prom-client';
import type { Metrics } from './metrics.ts';

/** What a scrape may wait for the database, in milliseconds. */
const READ_TIMEOUT_MS = 1_000;

interface Lag {
  readonly replica: string;
  readonly seconds: number;
  readonly bytes: number;
}

/** Caught up is 0. A role that may not see replicas (`pg_monitor` may) gets their rows without positions: none then. */
const LAG = `
  SELECT application_name AS replica, coalesce(extract(epoch FROM replay_lag), 0)::float8 AS seconds,
         greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn), 0)::float8 AS bytes
    FROM pg_stat_replication WHERE replay_lsn IS NOT NULL`;

/** Shows how far the database's replicas are behind, where it has some and says so. */
export function observeReplication({ registry }: Metrics, pool: pg.Pool): void {
  let reading: Promise<Lag[]> | null = null;
  const readOnce = () => {
    reading ??= readLag(pool).finally(() => {
      reading = null;
    });
    return reading;
  };
  const gauge = (measure: 'seconds' | 'bytes', help: string) =>
    new Gauge({
      name: `chat_database_replication_lag_${measure}`,
      help,
      labelNames: ['replica'],
      registers: [registry],
      async collect() {
        const replicas = await readOnce();
        this.reset();
        for (const lag of replicas) this.set({ replica: lag.replica }, lag[measure]);
      },
    });
  gauge('seconds', 'How long ago what a replica shows now was written, in seconds; absent without replicas.');
  gauge('bytes', 'What a replica has still to replay, in bytes of the log; absent without replicas.');
}

/** Nothing while the database is away: the other figures must not wait for it. */
async function readLag(pool: pg.Pool): Promise<Lag[]> {
  const read = pool.query<Lag>(LAG).then(
    ({ rows }) => rows,
    () => [],
  );
  return Promise.race([read, delay(READ_TIMEOUT_MS, [], { ref: false })]);
}
