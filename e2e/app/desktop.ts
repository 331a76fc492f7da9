import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Surface } from '../../desktop/bridge/surface.ts';
import type { Controls } from '../electron-host/controls.ts';
import { type DesktopProcess, findElectron, type HostKind, startInElectron, startOnHost } from './desktop-process.ts';

declare global {
  interface Window {
    readonly parley?: Surface;
  }
}

/** A start is that of one or two Chromium as well, beside what else the machine does. */
const WINDOW_TIMEOUT_MS = 60_000;

/** Another build of it can be named, so that a run is on one that nobody makes anew meanwhile. */
export const BUILT_APP = process.env.PARLEY_DESKTOP_APP ?? path.resolve(import.meta.dirname, '../../dist/desktop');

export interface DesktopOptions {
  /** What is given to the app when it is started, like a `parley://` link. */
  readonly args?: readonly string[];
  /** Whether the system has a key store; where it has none, see security E10. Host only. */
  readonly hasKeyStore?: boolean;
  /** Whether the machine has a network. Host only. */
  readonly isOnline?: boolean;
  readonly locale?: string;
  /** Folder of the built program; the one in `dist` when unset. Host only. */
  readonly app?: string;
}

/** What the host lets a test do beside Electron; the real one has no such things. */
export type HostControls = Controls;

/** The desktop app as a test has it: its windows as pages, its main process by `evaluate`, and its end. */
export class Desktop {
  /** Everything that the app keeps. */
  readonly userData: string;
  readonly #folder: string;
  #options: DesktopOptions;
  #process: DesktopProcess | null = null;

  constructor(options: DesktopOptions) {
    this.#folder = mkdtempSync(path.join(tmpdir(), 'parley-desktop-'));
    this.userData = path.join(this.#folder, 'user-data');
    mkdirSync(this.userData);
    this.#options = options;
  }

  get host(): HostKind {
    return this.#running.kind;
  }

  get pid(): number {
    return this.#running.pid;
  }

  /** What main wrote since the start. */
  get output(): string {
    return this.#running.output;
  }

  /** Starts it; `options` add to those it was made with. */
  async start(options: DesktopOptions = {}): Promise<void> {
    this.#options = { ...this.#options, ...options };
    const electron = findElectron();
    const args = this.#options.args ?? [];
    if (electron !== null) {
      this.#process = await startInElectron(electron, [`--user-data-dir=${this.userData}`, ...args]);
      return;
    }
    const { hasKeyStore = true, isOnline = true, locale = 'en-US', app = BUILT_APP } = this.#options;
    const chromium = process.env.PARLEY_CHROMIUM ?? null;
    const machine = path.join(this.#folder, 'machine');
    this.#process = await startOnHost({ app, machine, userData: this.userData, chromium, hasKeyStore, isOnline, locale }, args);
  }

  /** Runs a function in the main process, as Playwright's `ElectronApplication.evaluate`. On the host it also gets its controls. */
  evaluate<Result, Given = undefined>(
    work: (electron: typeof import('electron'), given: Given, host: HostControls) => Result | Promise<Result>,
    given?: Given,
  ): Promise<Result> {
    return this.#running.evaluate<Result>(String(work), given);
  }

  /** The pages of all windows, seen or not. */
  pages(): Promise<readonly Page[]> {
    return this.#running.pages();
  }

  /** The page of the window that is seen, loaded. */
  shownPage(): Promise<Page> {
    return this.#pageWhere(() => document.visibilityState === 'visible');
  }

  /** The same, once it is that of a workspace; of the one at the address, where it is given. */
  workspacePage(serverUrl?: string): Promise<Page> {
    return this.#pageWhere((wanted) => {
      const url = window.parley?.about.workspace?.url;
      return document.visibilityState === 'visible' && url !== undefined && (wanted === '' || wanted === url);
    }, serverUrl);
  }

  /** The same, once it is one of the app's own screens. */
  shellPage(): Promise<Page> {
    return this.#pageWhere(() => document.visibilityState === 'visible' && window.parley?.about.workspace === null);
  }

  async #pageWhere(isWanted: (given: string) => boolean, given = ''): Promise<Page> {
    let found: Page | undefined;
    await expect
      .poll(
        async () => {
          for (const page of await this.pages()) {
            // A page that is going away or is not there yet is none.
            if (await page.evaluate(isWanted, given).catch(() => false)) found = page;
          }
          return (await found?.evaluate(() => document.readyState).catch(() => '')) === 'complete';
        },
        { timeout: WINDOW_TIMEOUT_MS },
      )
      .toBe(true);
    if (found === undefined) throw new Error('No such window is shown.');
    return found;
  }

  /** `kill -9` of the main process, and nothing else: its pages end with it. */
  async kill(): Promise<void> {
    await this.#running.kill();
  }

  /** As the menu does. */
  async quit(): Promise<void> {
    await this.#running.quit();
  }

  /** Resolves with the exit code. */
  exited(): Promise<number | null> {
    return this.#running.exited;
  }

  /** Ends it as it is asked to and starts it again on the same data. */
  async restart(options: DesktopOptions = {}): Promise<void> {
    await this.quit();
    await this.start(options);
  }

  /** A second start of the program, beside the first: resolves with its exit code. */
  async startSecond(args: readonly string[]): Promise<number | null> {
    const before = this.#process;
    await this.start({ args });
    const second = this.#running;
    this.#process = before;
    return second.exited;
  }

  /** Ends it and removes all it kept. */
  async remove(): Promise<void> {
    await this.#process?.close();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  get #running(): DesktopProcess {
    if (this.#process === null) throw new Error('The desktop app was not started.');
    return this.#process;
  }
}

/** Starts the desktop app with nothing kept yet. In Electron where its program is here, else on the host of `e2e/electron-host`. */
export async function launchDesktop(options: DesktopOptions = {}): Promise<Desktop> {
  const desktop = new Desktop(options);
  await desktop.start().catch(async (error: unknown) => {
    await desktop.remove();
    throw error;
  });
  return desktop;
}
