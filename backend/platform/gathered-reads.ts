import DataLoader from 'dataloader';

/** Keys of one statement, at most: what it gives is read in one go, while everybody else waits. */
const KEYS_MAX = 500;

/** While several ask at once, the next statement waits so long for more of them: a moment for each, far fewer statements for all. */
const GATHER_MS = 5;

export type GatheredReads<K, V> = Pick<DataLoader<K, V>, 'load'>;

/**
 * Reads for many in one statement: those who ask while one is under way share the next. Whoever asks alone waits for nobody, and a whole
 * office that connects costs a few statements. A read begins after it was asked for, so it never gives what was true only before.
 * `readAll` gets each key once; for those that it leaves out the value is `missing`.
 */
export function gatherReads<K, V>(readAll: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>, missing: V): GatheredReads<K, V> {
  let underWay: Promise<unknown> = Promise.resolve();
  let pauseMs = 0;
  const read = async (keys: readonly K[]) => {
    const distinct = [...new Set(keys)];
    pauseMs = distinct.length > 1 ? GATHER_MS : 0;
    const reading = readAll(distinct);
    underWay = reading.catch(() => undefined);
    const values = await reading;
    return keys.map((key) => values.get(key) ?? missing);
  };
  const batchScheduleFn = (begin: () => void) => {
    void underWay.then(() => (pauseMs === 0 ? setImmediate(begin) : setTimeout(begin, pauseMs)));
  };
  return new DataLoader(read, { cache: false, maxBatchSize: KEYS_MAX, batchScheduleFn });
}
