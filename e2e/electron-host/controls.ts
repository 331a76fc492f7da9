import * as electron from 'electron';
import { toChromium } from './addresses.ts';
import { app } from './app.ts';
import { openWindows } from './browser-window.ts';
import { allSessions } from './host-session.ts';
import { codec, invoke } from './ipc.ts';
import { network } from './network.ts';
import { system } from './system-parts.ts';

/** What a test can do beside Electron itself. */
const host = {
  network,
  system,
  openWindows,
  allSessions,
  describeWindows,
  invoke,
  toChromium,
  decode: (text: string) => codec.decode(text),
};

export type Controls = typeof host;

interface Asked {
  readonly id: number;
  readonly source: string;
  readonly argument: unknown;
}

/** Runs what a test asks for in this process, as Playwright does with Electron: a function of the module `electron`, an argument and the host. */
async function run({ id, source, argument }: Asked): Promise<void> {
  try {
    const work = new Function(`return (${source})`)() as (module: unknown, given: unknown, around: unknown) => unknown;
    process.send?.({ id, value: codec.encode(await work(electron, argument, host)) });
  } catch (error) {
    process.send?.({ id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** The pages of the windows that are open, with the Chromium that shows each. */
async function describeWindows(): Promise<object[]> {
  const described: object[] = [];
  for (const window of openWindows()) {
    const targetId = await window.webContents.targetId();
    const { endpoint } = (await window.webContents.session.started) ?? { endpoint: '' };
    described.push({
      id: window.id,
      endpoint,
      targetId,
      isVisible: window.isVisible(),
      url: window.webContents.getURL(),
    });
  }
  return described;
}

export function takeOrders(): void {
  process.on('message', (asked: Asked) => void run(asked));
  // The test that started us is gone.
  process.once('disconnect', () => app.exit(1));
}
