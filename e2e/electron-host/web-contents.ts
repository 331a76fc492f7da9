import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';
import { fromChromium, toChromium } from './addresses.ts';
import type { HostSession } from './host-session.ts';
import { codec, invoke, receive, type SenderFrame } from './ipc.ts';
import { DELIVER, PRELOAD_WORLD, pageScript, preloadScript, SEND, type ToMain, type ToPage } from './page-scripts.ts';
import { strict } from './strict.ts';

export interface WebPreferences {
  readonly session: HostSession;
  readonly preload: string;
  readonly additionalArguments?: readonly string[];
  readonly [name: string]: unknown;
}

type WindowOpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

/** An event that a listener can forbid. */
class Preventable {
  isPrevented = false;
  readonly url: string;
  readonly isMainFrame: boolean;

  constructor(url: string, isMainFrame: boolean) {
    this.url = url;
    this.isMainFrame = isMainFrame;
  }

  preventDefault(): void {
    this.isPrevented = true;
  }
}

let contentsCount = 0;

/** A page of a window, and its way to main. */
export class HostContents extends EventEmitter {
  readonly id: number;
  readonly session: HostSession;
  readonly preferences: WebPreferences;
  /** What listeners get as the sender. */
  readonly self: HostContents;
  zoomFactor = 1;
  #page: Page | null = null;
  #devtools: CDPSession | null = null;
  /** The world of the preload script in the page that is shown now. */
  #world: number | null = null;
  #isOwnNavigation = false;
  #isDestroyed = false;
  #windowOpenHandler: WindowOpenHandler | null = null;
  readonly #opened: Promise<Page>;

  constructor(preferences: WebPreferences) {
    super();
    contentsCount += 1;
    this.id = contentsCount;
    this.preferences = preferences;
    this.session = preferences.session;
    this.self = strict('webContents', this);
    this.#opened = this.#open();
    this.#opened.catch((error: unknown) => console.error('A window of the electron host did not open.', error));
  }

  /** The page in Chromium, when it is there. */
  get opened(): Promise<Page> {
    return this.#opened;
  }

  /** By which another client of Chromium finds the page. */
  async targetId(): Promise<string> {
    await this.#opened;
    const { targetInfo } = (await this.#devtools?.send('Target.getTargetInfo')) ?? { targetInfo: { targetId: '' } };
    return targetInfo.targetId;
  }

  get mainFrame(): SenderFrame {
    const url = this.getURL();
    return { url, origin: originOf(url), parent: null };
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  isCrashed(): boolean {
    return false;
  }

  isLoading(): boolean {
    return this.#isOwnNavigation;
  }

  getURL(): string {
    const url = this.#page?.url() ?? '';
    return url === 'about:blank' ? '' : fromChromium(url);
  }

  getTitle(): string {
    return 'Parley';
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler;
  }

  setZoomFactor(factor: number): void {
    this.zoomFactor = factor;
  }

  getZoomFactor(): number {
    return this.zoomFactor;
  }

  setBackgroundThrottling(): void {}

  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve();
  }

  openDevTools(): void {}

  send(channel: string, ...args: unknown[]): void {
    this.#deliver({ type: 'event', channel, args: codec.encode(args) });
  }

  async loadURL(address: string): Promise<void> {
    const page = await this.#opened;
    await this.#navigate(() => page.goto(toChromium(address), { waitUntil: 'load' }));
  }

  reload(): void {
    void this.#opened.then((page) => this.#navigate(() => page.reload())).catch(() => undefined);
  }

  replaceMisspelling(): void {}

  async insertText(text: string): Promise<void> {
    await (await this.#opened).keyboard.insertText(text);
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.#opened).evaluate(code);
  }

  focus(): void {}

  /** Tells the page whether it is seen. */
  async showState(state: { isVisible: boolean; isFocused: boolean }): Promise<void> {
    const page = await this.#opened;
    const detail = JSON.stringify(state);
    await page
      .evaluate((each) => document.dispatchEvent(new CustomEvent('parley-host-window', { detail: each })), detail)
      .catch(() => undefined);
  }

  async destroy(): Promise<void> {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    const page = await this.#opened.catch(() => null);
    await page?.close().catch(() => undefined);
    this.emit('destroyed');
  }

  async #open(): Promise<Page> {
    const page = await this.session.newPage({
      mayNavigate: (address, isMainFrame) => this.#mayNavigate(address, isMainFrame),
      openWindow: () => undefined,
    });
    this.#page = page;
    const devtools = await page.context().newCDPSession(page);
    this.#devtools = devtools;
    const { preload, additionalArguments = [] } = this.preferences;
    const settings = {
      channel: `parley-${randomUUID()}`,
      argv: ['electron', ...additionalArguments],
      preload: readFileSync(preload, 'utf8'),
    };
    devtools.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === PRELOAD_WORLD) this.#world = context.id;
    });
    devtools.on('Runtime.executionContextsCleared', () => {
      this.#world = null;
    });
    devtools.on('Runtime.bindingCalled', ({ name, payload }) => void (name === SEND && this.#receive(JSON.parse(payload))));
    devtools.on('Page.windowOpen', ({ url }) => this.#askForWindow(fromChromium(url)));
    devtools.on('Page.frameRequestedNavigation', ({ url, disposition }) => {
      // What no request asks for: another program's link.
      if (disposition === 'currentTab' && !/^https?:/.test(url)) this.#mayNavigate(fromChromium(url), true);
    });
    await devtools.send('Page.enable');
    await devtools.send('Runtime.enable');
    await devtools.send('Runtime.addBinding', { name: SEND, executionContextName: PRELOAD_WORLD });
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript(settings) });
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source: preloadScript(settings), worldName: PRELOAD_WORLD });
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
    page.on('domcontentloaded', () => this.emit('dom-ready', {}));
    page.on('framenavigated', (frame) => {
      if (frame.parentFrame() === null) this.emit('did-navigate', {}, this.getURL());
    });
    return page;
  }

  async #navigate(go: () => Promise<unknown>): Promise<void> {
    this.#isOwnNavigation = true;
    try {
      await go();
      this.emit('did-finish-load', {});
    } finally {
      this.#isOwnNavigation = false;
    }
  }

  #mayNavigate(address: string, isMainFrame: boolean): boolean {
    if (this.#isOwnNavigation && isMainFrame) return true;
    const event = new Preventable(address, isMainFrame);
    this.emit('will-frame-navigate', event);
    if (isMainFrame && !event.isPrevented) this.emit('will-navigate', event);
    return !event.isPrevented;
  }

  #askForWindow(url: string): void {
    const answer = this.#windowOpenHandler?.({ url }) ?? { action: 'allow' };
    if (answer.action !== 'deny') console.error(`The electron host opens no second window for ${url}.`);
  }

  async #receive(message: ToMain): Promise<void> {
    const event = { sender: this.self, senderFrame: this.mainFrame };
    const args = codec.decode(message.args) as unknown[];
    if (message.type === 'send') return receive(message.channel, event, args);
    try {
      this.#deliver({ type: 'answer', id: message.id, value: await invoke(message.channel, event, args) });
    } catch (error) {
      this.#deliver({ type: 'failure', id: message.id, message: String(error) });
    }
  }

  #deliver(message: ToPage): void {
    const contextId = this.#world;
    if (contextId === null || this.#isDestroyed) return;
    const expression = `${DELIVER}(${JSON.stringify(JSON.stringify(message))})`;
    // The page may have gone on to another one meanwhile.
    this.#devtools?.send('Runtime.evaluate', { expression, contextId }).catch(() => undefined);
  }
}

function originOf(url: string): string {
  const { protocol, host } = URL.parse(url) ?? { protocol: 'null:', host: '' };
  return `${protocol}//${host}`;
}
