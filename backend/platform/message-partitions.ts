import type pg from 'pg';
import type { Logger } from 'pino';

export interface PartitionKeeper {
  readonly pool: pg.Pool;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

const MONTHS_AHEAD = 3;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes the missing monthly partitions of `messages` now and every day (OPS-4). A failure later than the first is only logged:
 * tomorrow is another try, and a message that meets no partition has one made.
 * @returns a function that ends it.
 */
export async function keepMessagePartitions({ pool, log }: PartitionKeeper): Promise<() => void> {
  const ensure = async () => {
    const { rows } = await pool.query<{ made: number }>('SELECT ensure_message_partitions($1) AS made', [MONTHS_AHEAD]);
    const made = rows[0]?.made ?? 0;
    if (made > 0) log.info({ made }, 'Message partitions made ahead');
  };
  await ensure();
  const timer = setInterval(() => {
    ensure().catch((error: unknown) => log.warn({ err: error }, 'Message partitions could not be made'));
  }, DAY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
