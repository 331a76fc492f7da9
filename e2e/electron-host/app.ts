import { EventEmitter } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { machineFile, settings } from './settings.ts';

interface Preventable {
  preventDefault(): void;
}

interface LoginItem {
  openAtLogin: boolean;
}

const manifest = JSON.parse(readFileSync(path.join(settings.app, 'package.json'), 'utf8')) as { version: string; productName?: string };

/** Electron's `app`. What the machine would remember of it is in the machine's folder. */
class HostApp extends EventEmitter {
  readonly isPackaged = false;
  name = manifest.productName ?? 'Electron';
  badgeCount = 0;
  /** Only macOS has one. */
  readonly dock = undefined;
  readonly runningUnderARM64Translation = false;
  readonly commandLine = {
    appendSwitch: () => undefined,
    hasSwitch: (name: string) => process.argv.includes(`--${name}`),
    getSwitchValue: () => '',
  };
  /** Set by `electron.ts`: closes every window, false where one was kept. */
  closeWindows: () => boolean = () => true;
  /** Set by `electron.ts`: ends the browsers. */
  endBrowsers: () => Promise<void> = () => Promise.resolve();
  readonly #paths = new Map<string, string>([
    ['userData', settings.userData],
    ['sessionData', settings.userData],
    ['appData', path.dirname(settings.userData)],
    ['home', homedir()],
    ['temp', tmpdir()],
    ['logs', path.join(settings.userData, 'logs')],
    ['exe', process.execPath],
  ]);
  #isReady = false;
  #isQuitting = false;

  /** The program has been loaded. */
  becomeReady(): void {
    mkdirSync(settings.userData, { recursive: true });
    this.#isReady = true;
    this.emit('ready', {}, {});
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    return this.#isReady ? Promise.resolve() : new Promise((resolve) => this.once('ready', () => resolve()));
  }

  enableSandbox(): void {}

  getAppPath(): string {
    return settings.app;
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return manifest.version;
  }

  getPath(name: string): string {
    const found = this.#paths.get(name);
    if (found === undefined) throw new Error(`Failed to get '${name}' path`);
    return found;
  }

  setPath(name: string, folder: string): void {
    this.#paths.set(name, folder);
  }

  getLocale(): string {
    return settings.locale;
  }

  getSystemLocale(): string {
    return settings.locale;
  }

  getPreferredSystemLanguages(): string[] {
    return [settings.locale];
  }

  getAppMetrics(): object[] {
    return [{ pid: process.pid, type: 'Browser', memory: { workingSetSize: Math.round(process.memoryUsage.rss() / 1024) } }];
  }

  setAboutPanelOptions(): void {}
  showAboutPanel(): void {}
  setAppUserModelId(): void {}
  setAppLogsPath(): void {}
  focus(): void {}
  show(): void {}
  hide(): void {}

  getBadgeCount(): number {
    return this.badgeCount;
  }

  setBadgeCount(count = 0): boolean {
    this.badgeCount = count;
    return true;
  }

  getLoginItemSettings(): LoginItem {
    try {
      return JSON.parse(readFileSync(machineFile('login-item.json'), 'utf8'));
    } catch {
      return { openAtLogin: false };
    }
  }

  setLoginItemSettings(item: LoginItem): void {
    writeFileSync(machineFile('login-item.json'), JSON.stringify(item));
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    writeFileSync(machineFile(`protocol-${scheme}`), settings.app);
    return true;
  }

  isDefaultProtocolClient(scheme: string): boolean {
    return readdirSync(settings.machine).includes(`protocol-${scheme}`);
  }

  removeAsDefaultProtocolClient(scheme: string): boolean {
    rmSync(machineFile(`protocol-${scheme}`), { force: true });
    return true;
  }

  /** The first process has it as long as it lives; another one leaves its arguments and gets none. */
  requestSingleInstanceLock(additionalData: object = {}): boolean {
    const holder = machineFile('instance');
    if (isAlive(holder)) {
      const file = machineFile(`second-instance-${process.pid}`);
      writeFileSync(`${file}.unfinished`, JSON.stringify({ argv: process.argv, cwd: process.cwd(), additionalData }));
      writeFileSync(file, readFileSync(`${file}.unfinished`));
      return false;
    }
    writeFileSync(holder, String(process.pid));
    watch(settings.machine, (_kind, name) => this.#onSecond(name)).unref();
    return true;
  }

  hasSingleInstanceLock(): boolean {
    return isAlive(machineFile('instance'), process.pid);
  }

  releaseSingleInstanceLock(): void {
    rmSync(machineFile('instance'), { force: true });
  }

  quit(): void {
    if (this.#isQuitting) return;
    if (!this.#ask('before-quit') || !this.closeWindows() || !this.#ask('will-quit')) return;
    this.#isQuitting = true;
    this.emit('quit', {}, 0);
    this.exit(0);
  }

  exit(code = 0): void {
    this.#isQuitting = true;
    void this.endBrowsers().finally(() => process.exit(code));
  }

  relaunch(): void {
    throw new Error('The electron host does not start itself again.');
  }

  /** The last window has gone. */
  onNoWindows(): void {
    if (this.#isQuitting) return;
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }

  #ask(event: string): boolean {
    let isPrevented = false;
    const preventable: Preventable = {
      preventDefault: () => {
        isPrevented = true;
      },
    };
    this.emit(event, preventable);
    return !isPrevented;
  }

  #onSecond(name: string | null): void {
    if (name === null || !/^second-instance-\d+$/.test(name)) return;
    try {
      const { argv, cwd, additionalData } = JSON.parse(readFileSync(machineFile(name), 'utf8'));
      rmSync(machineFile(name));
      this.emit('second-instance', {}, argv, cwd, additionalData);
    } catch {
      // Still being written, or taken by an earlier notice of the same file.
    }
  }
}

function isAlive(file: string, wanted?: number): boolean {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    process.kill(pid, 0);
    return wanted === undefined ? pid !== process.pid : pid === wanted;
  } catch {
    return false;
  }
}

/** Unguarded, for the host itself; `electron.ts` gives the app a strict one. */
export const app = new HostApp();
