import type { BrowserWindow as Window } from 'electron';
import type { Desktop } from '../app/desktop.ts';
import { type Figures, percentiles } from './figures.ts';
import { Latencies } from './latencies.ts';
import { memoryOf, type ProcessMemory } from './process-memory.ts';

const STARTS = 7;

/** Moments, in milliseconds since 1970. */
interface Moments {
  /** Main had made the first window. */
  readonly window: number;
  /** Its page began to load. */
  readonly page: number;
  /** The first rows of the list were painted. */
  readonly painted: number;
}

/**
 * Starts the app again and again on what it holds, without a network. On the host of `e2e/electron-host` Playwright starts a whole Chromium between the
 * window and its page; Electron is one, and runs by then. So what comes before and after that is told apart.
 */
export async function measureStarts(desktop: Desktop): Promise<Figures> {
  const parts = { whole: new Latencies(), window: new Latencies(), page: new Latencies() };
  let memory: ProcessMemory | null = null;
  for (let n = 0; n < STARTS; n += 1) {
    const began = Date.now();
    await desktop.start({ isOnline: false });
    const { window, page, painted } = await desktop.evaluate(watchStart, WATCH_LIST);
    parts.whole.add(painted - began);
    parts.window.add(window - began);
    parts.page.add(painted - page);
    memory = memoryOf(desktop.pid);
    await desktop.quit();
  }
  return {
    ...percentiles('start → list painted', parts.whole),
    ...percentiles('start → window made', parts.window),
    ...percentiles('page begun → list painted', parts.page),
    ...(memory !== null && { 'memory of main with the store, MB': memory.ownMb, 'memory of Chromium, MB': memory.belowMb }),
  };
}

/** In main, as early as it listens. */
function watchStart({ app, BrowserWindow }: typeof import('electron'), watchList: string): Promise<Moments> {
  return new Promise((resolve, reject) => {
    const watch = ({ webContents }: Window) => {
      const window = Date.now();
      webContents.once('dom-ready', () => {
        webContents
          .executeJavaScript(watchList)
          .then((seen: Omit<Moments, 'window'>) => resolve({ window, ...seen }))
          .catch(reject);
      });
    };
    const [first] = BrowserWindow.getAllWindows();
    if (first === undefined) app.once('browser-window-created', (_event, window) => watch(window));
    else watch(first);
  });
}

/** In the page. */
const WATCH_LIST = `(async () => {
  const isThere = () => document.querySelector('nav[aria-label="Conversations"] a') !== null;
  do await new Promise(requestAnimationFrame); while (!isThere());
  await new Promise((resolve) => setTimeout(resolve));
  return { page: performance.timeOrigin, painted: performance.timeOrigin + performance.now() };
})()`;
