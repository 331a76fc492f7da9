import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { WorkerStore } from '../../../desktop/main/store/worker-store.ts';
import { type Corpus, makeCorpus } from '../corpus.ts';
import { CONVERSATIONS, conversationId, fillStore, missedPages, save } from '../desktop-archive.ts';
import { type Figures, percentiles } from '../figures.ts';
import { Latencies } from '../latencies.ts';
import type { Workload } from './workload.ts';

const SEED = 4711;
const MISSED = 5_000;
const STARTS = 10;
const OPENINGS = 400;
/** Words and parts of them that are typed, letter by letter. */
const TYPED = 150;
const FIRST_PAGE = { before: Number.MAX_SAFE_INTEGER, limit: 50 };

/** The desktop's store in its thread, with a year of messages (DESKTOP-2, SEARCH-3). */
export const DESKTOP: Workload = {
  says: `the desktop's encrypted store with many messages (--messages, a million) in ${CONVERSATIONS} conversations: start, opening, search as one types, ${MISSED} missed messages`,
  seconds: 0,
  isComparable: false,
  async run(bench) {
    const root = mkdtempSync(path.join(tmpdir(), 'parley-desktop-store-'));
    try {
      return { figures: await measureStore(path.join(root, 'person'), bench.messages), errors: new Map() };
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  },
};

async function measureStore(folder: string, messages: number): Promise<Figures> {
  const corpus = makeCorpus(SEED);
  const filling = await timed(async () => {
    const store = openStore(folder);
    await fillStore(store, corpus, messages);
    await store.close();
  });
  const starts = await repeat(STARTS, async () => {
    const store = openStore(folder);
    await store.ask({ name: 'load' });
    return () => store.close();
  });
  const store = openStore(folder);
  const openings = await repeat(OPENINGS, async (n) => {
    await store.ask({ name: 'listMessages', input: { conversationId: conversationId((n * 37) % CONVERSATIONS), ...FIRST_PAGE } });
  });
  const searches = await typeAll(store, corpus);
  const missed = await applyMissed(store, corpus, messages);
  const resident = process.memoryUsage.rss() / 2 ** 20;
  await store.close();
  return {
    'saved while filling, messages/s': messages / (filling / 1000),
    'for each message, bytes': sizeOf(folder) / messages,
    ...percentiles('opened and all but messages read', starts),
    ...percentiles('a page of a conversation', openings),
    ...Object.assign({}, ...[...searches].map(([name, latencies]) => percentiles(`search ${name}`, latencies))),
    ...missed,
    'resident, with the thread, MB': resident,
  };
}

const openStore = (folder: string): WorkerStore =>
  new WorkerStore({
    program: new URL('../../../desktop/main/store/store-worker.ts', import.meta.url),
    folder,
    key: async () => new Uint8Array(32).fill(7),
    onRecovered: () => {
      throw new Error('The store could not be read.');
    },
    onBroken: (error) => {
      throw error;
    },
  });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** What `work` gives is done after the measurement. */
async function repeat(times: number, work: (n: number) => Promise<(() => Promise<void>) | void>): Promise<Latencies> {
  const latencies = new Latencies();
  for (let n = 0; n < times; n += 1) {
    const begin = performance.now();
    const finish = await work(n);
    latencies.add(performance.now() - begin);
    await finish?.();
  }
  return latencies;
}

/** What people look for, the `n`-th of its kind. */
const KINDS: Readonly<Record<string, (corpus: Corpus, n: number) => string>> = {
  'as one types': ({ latin }, n) => latin[(n * 131) % 20_000] ?? '',
  'as one types, two words': ({ latin }, n) => `${latin[n % 60]} ${latin[500 + n * 7]}`,
  'as one types, Cyrillic': ({ cyrillic }, n) => cyrillic[(n * 53) % 9_000] ?? '',
  'as one types, Han': ({ han }, n) => `${han[(n * 7) % 900]}${han[(n * 3) % 400]}`,
  'for what nobody said': (_corpus, n) => `xqzy${n}qq`,
};

/** One search for each letter that is typed. */
async function typeAll(store: WorkerStore, corpus: Corpus): Promise<Map<string, Latencies>> {
  const all = new Latencies();
  const byKind = new Map([['of any kind', all]]);
  for (const [kind, wordsOf] of Object.entries(KINDS)) {
    const latencies = new Latencies();
    byKind.set(kind, latencies);
    for (let n = 0; n < TYPED; n += 1) {
      const letters = [...wordsOf(corpus, n)];
      for (let end = 1; end <= letters.length; end += 1) {
        const text = letters.slice(0, end).join('');
        const ms = await timed(() => store.ask({ name: 'search', input: { text, order: n % 2 === 0 ? 'TIME' : 'RANK', limit: 50 } }));
        latencies.add(ms);
        all.add(ms);
      }
    }
  }
  return byKind;
}

/** Saves what was missed, page after page; and how long this thread, which is the page's for that, was ever held up. */
async function applyMissed(store: WorkerStore, corpus: Corpus, messages: number): Promise<Figures> {
  const pages = missedPages(corpus, { missed: MISSED, of: Math.ceil(messages / CONVERSATIONS) });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const ms = await timed(async () => {
    for (const page of pages) await save(store, page);
  });
  delay.disable();
  return { [`${MISSED} missed messages saved, ms`]: ms, 'longest stall meanwhile, ms': delay.max / 1e6 };
}

function sizeOf(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
}
