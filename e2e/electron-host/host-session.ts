import { EventEmitter } from 'node:events';
import { rmSync } from 'node:fs';
import type { BrowserContext, Page, Request as PageRequest, Route } from '@playwright/test';
import { fromChromium, isCustom, toChromium } from './addresses.ts';
import { type Chromium, folderOf, launchChromium } from './chromium.ts';
import { network, openProxy } from './network.ts';
import { settings } from './settings.ts';
import { strict } from './strict.ts';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;
type PermissionCheck = (...asked: [contents: null, permission: string, origin: string, details: object]) => boolean;
type PermissionRequest = (...asked: [contents: null, permission: string, callback: (isGranted: boolean) => void, details: object]) => void;
type BeforeRequest = (details: object, callback: (answer: { cancel?: boolean }) => void) => void;

/** Electron's names of permissions, with Chromium's. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  'clipboard-read': 'clipboard-read',
  'clipboard-sanitized-write': 'clipboard-write',
  midi: 'midi',
  'idle-detection': 'idle-detection',
  media: 'camera',
  audioCapture: 'microphone',
};

/** What a window does when its page wants to go somewhere; true lets it. */
export interface PageKeeper {
  mayNavigate(address: string, isMainFrame: boolean): boolean;
  openWindow(address: string): void;
}

/** One of Electron's sessions: a Chromium of its own, asked for everything that its pages load. */
export class HostSession extends EventEmitter {
  readonly partition: string;
  readonly keepers = new Map<Page, PageKeeper>();
  readonly #handlers = new Map<string, ProtocolHandler>();
  #chromium: Promise<Chromium> | null = null;
  /** The one before. */
  #ending: Promise<void> = Promise.resolve();
  #check: PermissionCheck | null = null;
  #request: PermissionRequest | null = null;
  #beforeRequest: BeforeRequest | null = null;
  #spelling: string[] = [settings.locale];

  readonly protocol = strict('session.protocol', {
    handle: (scheme: string, handler: ProtocolHandler) => {
      if (this.#handlers.has(scheme)) throw new Error(`Protocol ${scheme} already handled`);
      this.#handlers.set(scheme, handler);
    },
    unhandle: (scheme: string) => void this.#handlers.delete(scheme),
    isProtocolHandled: (scheme: string) => this.#handlers.has(scheme),
  });
  readonly webRequest = strict('session.webRequest', {
    onBeforeRequest: (listener: BeforeRequest) => {
      this.#beforeRequest = listener;
    },
  });
  readonly availableSpellCheckerLanguages = ['de', 'de-AT', 'de-CH', 'en-GB', 'en-US', 'fr'];

  constructor(partition: string) {
    super();
    this.partition = partition;
  }

  /** Null before its first page. */
  get started(): Promise<Chromium> | null {
    return this.#chromium;
  }

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.#check = handler;
  }

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.#request = handler;
  }

  /** No page here can ask for a device or the screen: Chromium runs without either. */
  setDevicePermissionHandler(): void {}

  setDisplayMediaRequestHandler(): void {}

  setSpellCheckerLanguages(languages: string[]): void {
    const unheardOf = languages.filter((each) => !this.availableSpellCheckerLanguages.includes(each));
    if (unheardOf.length > 0) throw new Error(`Invalid language code provided: "${unheardOf[0]}" is not a valid language code`);
    this.#spelling = languages;
  }

  getSpellCheckerLanguages(): string[] {
    return this.#spelling;
  }

  setSpellCheckerEnabled(): void {}

  addWordToSpellCheckerDictionary(): boolean {
    return true;
  }

  fetch(address: string | Request, init?: RequestInit): Promise<Response> {
    return network.fetch(address, init);
  }

  isPersistent(): boolean {
    return this.partition.startsWith('persist:');
  }

  flushStorageData(): void {}

  async clearCache(): Promise<void> {
    const session = await this.#devtools();
    await session?.send('Network.clearBrowserCache');
  }

  async clearStorageData(): Promise<void> {
    const session = await this.#devtools();
    if (session === null) {
      await this.#ending;
      const folder = folderOf(this.partition);
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      return;
    }
    for (const origin of new Set([...this.keepers.keys()].map((page) => new URL(page.url()).origin))) {
      if (origin !== 'null') await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    }
  }

  /** A page of its own in this session, with the guards that the app has set until now. */
  async newPage(keeper: PageKeeper): Promise<Page> {
    const { context } = await this.#start();
    const [blank] = context.pages();
    const page = blank !== undefined && !this.keepers.has(blank) ? blank : await this.#reserve(context);
    this.keepers.set(page, keeper);
    page.on('close', () => this.#onClosed(page));
    await this.#grant(page);
    return page;
  }

  /** A Chromium without a page has nothing to do. */
  #onClosed(page: Page): void {
    this.keepers.delete(page);
    const chromium = this.#chromium;
    if (this.keepers.size > 0 || chromium === null) return;
    this.#chromium = null;
    this.#ending = chromium.then(({ context }) => context.close()).catch(() => undefined);
  }

  /** The context's own event would take it for a window that a page opened. */
  async #reserve(context: BrowserContext): Promise<Page> {
    this.#isMaking = true;
    try {
      return await context.newPage();
    } finally {
      this.#isMaking = false;
    }
  }

  #isMaking = false;

  #start(): Promise<Chromium> {
    this.#chromium ??= this.#launch();
    return this.#chromium;
  }

  async #launch(): Promise<Chromium> {
    await this.#ending;
    const proxy = await openProxy((address) => this.#isAllowed(address, 'webSocket'));
    const chromium = await launchChromium(this.partition, proxy.port);
    await chromium.context.route('**/*', (route, request) => this.#answer(route, request));
    chromium.context.on('page', (page) => {
      // What a page opened itself: its opener was asked, and denied it.
      if (!this.#isMaking && !this.keepers.has(page)) page.close().catch(() => undefined);
    });
    chromium.context.on('close', () => proxy.close());
    return chromium;
  }

  async #devtools() {
    const chromium = await this.#chromium;
    const page = chromium?.context.pages()[0];
    return page === undefined ? null : ((await chromium?.context.newCDPSession(page)) ?? null);
  }

  async #isAllowed(url: string, resourceType: string): Promise<boolean> {
    const listener = this.#beforeRequest;
    if (listener === null) return true;
    return new Promise((resolve) => listener({ url, method: 'GET', resourceType }, ({ cancel = false }) => resolve(!cancel)));
  }

  async #answer(route: Route, request: PageRequest): Promise<void> {
    const address = fromChromium(request.url());
    if (request.isNavigationRequest() && !this.#mayGo(request, address)) return route.abort('aborted');
    if (!isCustom(address)) network.tried.push(address);
    if (!(await this.#isAllowed(address, request.resourceType()))) return route.abort('blockedbyclient');
    const handler = this.#handlers.get(new URL(address).protocol.slice(0, -1));
    if (handler !== undefined) return this.#fulfil(route, { handler, address, method: request.method() });
    if (!network.isOnline) return route.abort('internetdisconnected');
    return route.continue();
  }

  /** A navigation without a page yet is that of a window which a page opens. */
  #mayGo(request: PageRequest, address: string): boolean {
    try {
      const frame = request.frame();
      return this.keepers.get(frame.page())?.mayNavigate(address, frame.parentFrame() === null) ?? false;
    } catch {
      return false;
    }
  }

  async #fulfil(route: Route, { handler, address, method }: { handler: ProtocolHandler; address: string; method: string }): Promise<void> {
    try {
      const response = await handler(new Request(address, { method }));
      const headers = Object.fromEntries([...response.headers].map(([name, value]) => [name, toChromium(value)]));
      await route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) });
    } catch (error) {
      console.error(`${address} was not answered.`, error);
      await route.abort('failed').catch(() => undefined);
    }
  }

  /** What the app's handlers allow, Chromium grants; all else it denies, as long as whoever said so stays connected. */
  async #grant(page: Page): Promise<void> {
    const [scheme] = this.#handlers.keys();
    if (scheme === undefined) return;
    const session = await this.#browserSession(page);
    const origin = new URL(toChromium(`${scheme}://parley/`)).origin;
    for (const [permission, name] of Object.entries(PERMISSIONS)) {
      const setting = (await this.#isGranted(permission)) ? 'granted' : 'denied';
      await session.send('Browser.setPermission', { permission: { name }, setting, origin });
    }
  }

  /** Permissions are a matter of the browser, not of a page. */
  async #browserSession(page: Page) {
    const browser = page.context().browser();
    if (browser === null) throw new Error('Chromium gives no way to its permissions.');
    return browser.newBrowserCDPSession();
  }

  /** As Electron asks: whether it is allowed, and when it is not decided, whether to allow it. */
  #isGranted(permission: string): Promise<boolean> {
    const url = [...this.#handlers.keys()].map((scheme) => `${scheme}://parley/`)[0] ?? 'about:blank';
    if (this.#check !== null && !this.#check(null, permission, new URL(url).href, { requestingUrl: url, isMainFrame: true })) {
      return Promise.resolve(false);
    }
    const ask = this.#request;
    if (ask === null) return Promise.resolve(true);
    return new Promise((resolve) => ask(null, permission, resolve, { requestingUrl: url, isMainFrame: true }));
  }
}

const sessions = new Map<string, HostSession>();

/** Every session that the app asked for, by its partition. */
export function sessionOf(partition: string): HostSession {
  const held = sessions.get(partition) ?? new HostSession(partition);
  sessions.set(partition, held);
  return held;
}

export const allSessions = (): readonly HostSession[] => [...sessions.values()];
