import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { _electron, type Browser, chromium, type ElectronApplication, type Page } from '@playwright/test';
import { environmentOf, type HostSettings } from '../electron-host/host-settings.ts';
import { createCodec } from '../electron-host/value-codec.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PACKAGE = path.join(ROOT, 'node_modules/electron');

/** Which of the two runs the app: Electron itself, or the host of `e2e/electron-host` under Node and Chromium. */
export type HostKind = 'electron' | 'host';

/** The program of Electron, where it is here. */
export function findElectron(): string | null {
  const nameFile = path.join(PACKAGE, 'path.txt');
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(PACKAGE, 'dist');
  const name = existsSync(nameFile) ? readFileSync(nameFile, 'utf8').trim() : 'electron';
  const program = path.join(folder, name);
  return existsSync(program) ? program : null;
}

export interface WindowInfo {
  readonly id: number;
  readonly endpoint: string;
  readonly targetId: string;
  readonly isVisible: boolean;
  readonly url: string;
}

/** The running app, whichever host runs it. */
export interface DesktopProcess {
  readonly kind: HostKind;
  readonly pid: number;
  /** What it wrote. */
  readonly output: string;
  /** Resolves with its exit code, null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Runs a function in main, with the module `electron`, an argument, and on the host what it can do beside it. */
  evaluate<Result>(source: string, argument: unknown): Promise<Result>;
  /** The pages of the windows that are open. */
  pages(): Promise<readonly Page[]>;
  kill(): Promise<void>;
  quit(): Promise<void>;
  close(): Promise<void>;
}

export async function startOnHost(settings: HostSettings, args: readonly string[]): Promise<DesktopProcess> {
  const program = path.join(ROOT, 'e2e/electron-host/start.ts');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, `--user-data-dir=${settings.userData}`, ...args],
    {
      cwd: ROOT,
      env: { ...process.env, ...environmentOf(settings) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  return new HostProcess(child);
}

class HostProcess implements DesktopProcess {
  readonly kind = 'host';
  readonly exited: Promise<number | null>;
  output = '';
  readonly #child: ChildProcess;
  readonly #codec = createCodec();
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  readonly #browsers = new Map<string, Promise<Browser>>();
  readonly #targets = new WeakMap<Page, string>();
  #count = 0;

  constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
    child.on('message', (message) => this.#onMessage(message as { id: number; value?: string; failure?: string }));
    this.exited = new Promise((resolve) => {
      child.once('exit', (code) => {
        for (const { reject } of this.#waiting.values()) reject(new Error(`The app has ended.\n${this.output}`));
        resolve(code);
      });
    });
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('The app did not start.');
    return this.#child.pid;
  }

  evaluate<Result>(source: string, argument: unknown): Promise<Result> {
    this.#count += 1;
    const id = this.#count;
    return new Promise<Result>((resolve, reject) => {
      if (!this.#child.connected) return reject(new Error(`The app does not run.\n${this.output}`));
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#child.send({ id, source, argument });
    });
  }

  async pages(): Promise<readonly Page[]> {
    const windows = await this.evaluate<readonly WindowInfo[]>('(electron, given, host) => host.describeWindows()', null);
    const pages = await Promise.all(windows.map((each) => this.#pageOf(each)));
    return pages.filter((page) => page !== null);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.exited;
    await this.#leaveBrowsers();
  }

  async quit(): Promise<void> {
    await this.evaluate('({ app }) => app.quit()', null);
    await this.exited;
    await this.#leaveBrowsers();
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await this.evaluate('({ app }) => app.exit(0)', null).catch(() => undefined);
      await this.exited;
    }
    await this.#leaveBrowsers();
  }

  async #pageOf({ endpoint, targetId }: WindowInfo): Promise<Page | null> {
    const connected = this.#browsers.get(endpoint) ?? chromium.connectOverCDP(endpoint);
    this.#browsers.set(endpoint, connected);
    for (const page of (await connected).contexts().flatMap((context) => context.pages())) {
      if ((await this.#targetOf(page)) === targetId) return page;
    }
    return null;
  }

  /** Null for a page that is going away. */
  async #targetOf(page: Page): Promise<string | null> {
    const known = this.#targets.get(page);
    if (known !== undefined) return known;
    try {
      const session = await page.context().newCDPSession(page);
      const { targetInfo } = await session.send('Target.getTargetInfo');
      await session.detach();
      this.#targets.set(page, targetInfo.targetId);
      return targetInfo.targetId;
    } catch {
      return null;
    }
  }

  async #leaveBrowsers(): Promise<void> {
    const browsers = await Promise.allSettled(this.#browsers.values());
    this.#browsers.clear();
    await Promise.allSettled(browsers.flatMap((each) => (each.status === 'fulfilled' ? [each.value.close()] : [])));
  }

  #onMessage({ id, value, failure }: { id: number; value?: string; failure?: string }): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (failure !== undefined) waiting?.reject(new Error(failure));
    else waiting?.resolve(value === undefined ? undefined : this.#codec.decode(value));
  }
}

/** The real thing, by Playwright's own means. */
export async function startInElectron(executablePath: string, args: readonly string[]): Promise<DesktopProcess> {
  const electron = await _electron.launch({ executablePath, args: [path.join(ROOT, 'dist/desktop'), ...args], cwd: ROOT });
  return new ElectronProcess(electron);
}

class ElectronProcess implements DesktopProcess {
  readonly kind = 'electron';
  readonly exited: Promise<number | null>;
  output = '';
  readonly #electron: ElectronApplication;

  constructor(electron: ElectronApplication) {
    this.#electron = electron;
    const child = electron.process();
    this.exited = new Promise((resolve) => child.once('exit', resolve));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
  }

  get pid(): number {
    return this.#electron.process().pid ?? 0;
  }

  evaluate<Result>(source: string, argument: unknown): Promise<Result> {
    const run = (electron: unknown, { text, given }: { text: string; given: unknown }) =>
      new Function(`return (${text})`)()(electron, given);
    return this.#electron.evaluate(run, { text: source, given: argument }) as Promise<Result>;
  }

  async pages(): Promise<readonly Page[]> {
    return this.#electron.windows();
  }

  async kill(): Promise<void> {
    this.#electron.process().kill('SIGKILL');
    await this.exited;
  }

  async quit(): Promise<void> {
    await this.evaluate('({ app }) => app.quit()', null);
    await this.exited;
  }

  async close(): Promise<void> {
    await this.#electron.close();
  }
}
