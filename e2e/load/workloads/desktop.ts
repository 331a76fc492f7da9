import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { StoreFile } from '../../../desktop/main/store/store-file.ts';
import { WorkerStore } from '../../../desktop/main/store/worker-store.ts';
import { BUILT_APP } from '../../app/desktop.ts';
import { World } from '../../world/world.ts';
import { type Corpus, makeCorpus } from '../corpus.ts';
import { CONVERSATIONS, conversationId, fillStore, missedPages, save } from '../desktop-archive.ts';
import { type DesktopHome, makeDesktopHome } from '../desktop-home.ts';
import { measureStarts } from '../desktop-start.ts';
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

/** The desktop app with a year of messages in its store: the store in its thread, then starts of the whole app (DESKTOP-2, SEARCH-3). */
export const DESKTOP: Workload = {
  says: `the desktop's encrypted store with many messages (--messages, a million) in ${CONVERSATIONS} conversations: opening, search as one types, ${MISSED} missed messages; the app's start on it`,
  seconds: 0,
  isComparable: false,
  async run(bench) {
    const ground = await bench.open();
    const url = `http://127.0.0.1:${ground.ports[0]}`;
    const { ana } = await new World([url]).twoPeopleTalking();
    const home = await makeDesktopHome(url, ana);
    try {
      await bench.close(ground);
      const store = await measureStore(home, bench.messages);
      return { figures: { ...store, ...(await measureStarts(home.desktop)) }, errors: new Map() };
    } finally {
      await home.desktop.remove();
    }
  },
};

async function measureStore(home: DesktopHome, messages: number): Promise<Figures> {
  const corpus = makeCorpus(SEED);
  const filling = await timed(async () => {
    const store = openStore(home);
    await fillStore(store, corpus, messages);
    await store.close();
  });
  const tidying = await timed(async () => tidyUp(home));
  const starts = await repeat(STARTS, async () => {
    const store = openStore(home);
    await store.ask({ name: 'load' });
    return () => store.close();
  });
  const store = openStore(home);
  const openings = await repeat(OPENINGS, async (n) => {
    await store.ask({ name: 'listMessages', input: { conversationId: conversationId((n * 37) % CONVERSATIONS), ...FIRST_PAGE } });
  });
  const searches = await typeAll(store, corpus);
  const missed = await applyMissed(store, corpus, messages);
  const resident = process.memoryUsage.rss() / 2 ** 20;
  await store.close();
  return {
    'saved while filling, messages/s': messages / (filling / 1000),
    'tidied up after filling, s': tidying / 1000,
    'for each message, bytes': sizeOf(home.folder) / messages,
    ...percentiles('opened and all but messages read', starts),
    ...percentiles('a page of a conversation', openings),
    ...Object.assign({}, ...[...searches].map(([name, latencies]) => percentiles(`search ${name}`, latencies))),
    ...missed,
    'resident, with the thread, MB': resident,
  };
}

/** The built thread: read from its sources it would begin two hundred milliseconds later. */
const openStore = ({ folder, key }: DesktopHome): WorkerStore =>
  new WorkerStore({
    program: pathToFileURL(path.join(BUILT_APP, 'store-worker.js')),
    folder,
    key: async () => new Uint8Array(key),
    onRecovered: () => {
      throw new Error('The store could not be read.');
    },
    onBroken: (error) => {
      throw error;
    },
  });

/** What the thread does in small steps while nothing is asked; nobody brings a million messages in and searches them at once. */
function tidyUp({ folder, key }: DesktopHome): void {
  const file = StoreFile.open({ folder, key: new Uint8Array(key) });
  while (file.tidy());
  file.close();
}

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
