import { EventEmitter } from 'node:events';
import { strict, strictClass } from './strict.ts';

/** What the app asked of the system around it, and what a test does in its place. */
export const system = {
  /** Links that were opened outside. */
  opened: [] as string[],
  /** Words of message boxes. */
  boxes: [] as string[],
  /** Texts of error boxes. */
  errors: [] as string[],
  clipboard: '',
  /** Of the message box that comes next. */
  nextAnswer: 0,
  idleSeconds: 0,
  isLocked: false,
  notifications: [] as HostNotification[],
  trays: [] as HostTray[],
  shortcuts: new Map<string, () => void>(),
  /** Accelerators that another program has. */
  takenShortcuts: new Set<string>(),
  menu: null as HostMenu | null,
};

export const shell = strict('shell', {
  async openExternal(address: string): Promise<void> {
    system.opened.push(address);
  },
  showItemInFolder: () => undefined,
  beep: () => undefined,
});

export const clipboard = strict('clipboard', {
  readText: () => system.clipboard,
  writeText(text: string): void {
    system.clipboard = text;
  },
});

export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string) => void system.errors.push(`${title}: ${content}`),
  async showMessageBox({
    message,
    detail = '',
  }: {
    message: string;
    detail?: string;
  }): Promise<{ response: number; checkboxChecked: boolean }> {
    system.boxes.push(`${message}: ${detail}`);
    return { response: system.nextAnswer, checkboxChecked: false };
  },
});

interface MenuTemplate {
  label?: string;
  role?: string;
  type?: string;
  id?: string;
  accelerator?: string;
  checked?: boolean;
  enabled?: boolean;
  visible?: boolean;
  click?: (item: object, window: unknown, event: object) => void;
  submenu?: MenuTemplate[] | HostMenu;
}

class HostMenuItem {
  label: string;
  role: string | undefined;
  type: string;
  id: string | undefined;
  accelerator: string | undefined;
  checked: boolean;
  enabled: boolean;
  visible: boolean;
  submenu: HostMenu | undefined;
  click: () => void;

  constructor(template: MenuTemplate) {
    this.label = template.label ?? template.role ?? '';
    this.role = template.role;
    this.type = template.type ?? (template.submenu === undefined ? 'normal' : 'submenu');
    this.id = template.id;
    this.accelerator = template.accelerator;
    this.checked = template.checked ?? false;
    this.enabled = template.enabled ?? true;
    this.visible = template.visible ?? true;
    const { submenu } = template;
    this.submenu = submenu === undefined || submenu instanceof HostMenu ? submenu : HostMenu.buildFromTemplate(submenu);
    this.click = () => {
      if (this.type === 'checkbox') this.checked = !this.checked;
      template.click?.(this, undefined, {});
    };
  }
}

class HostMenu extends EventEmitter {
  items: HostMenuItem[] = [];

  static buildFromTemplate(template: readonly MenuTemplate[]): HostMenu {
    const menu = new HostMenu();
    menu.items = template.map((each) => (each instanceof HostMenuItem ? each : new HostMenuItem(each)));
    return menu;
  }

  static setApplicationMenu(menu: HostMenu | null): void {
    system.menu = menu;
  }

  static getApplicationMenu(): HostMenu | null {
    return system.menu;
  }

  append(item: HostMenuItem): void {
    this.items.push(item);
  }

  getMenuItemById(id: string): HostMenuItem | null {
    return this.items.find((each) => each.id === id) ?? this.items.flatMap((each) => each.submenu?.getMenuItemById(id) ?? [])[0] ?? null;
  }

  /** A menu at the pointer; a test reads it as the last one. */
  popup(): void {
    system.menu = this;
  }

  closePopup(): void {}
}

export const Menu = strictClass('Menu', HostMenu);
export const MenuItem = strictClass('MenuItem', HostMenuItem);

class HostTray extends EventEmitter {
  toolTip = '';
  title = '';
  image: unknown;
  menu: HostMenu | null = null;
  isGone = false;

  constructor(image: unknown) {
    super();
    this.image = image;
    system.trays.push(this);
  }

  setToolTip(text: string): void {
    this.toolTip = text;
  }

  setTitle(text: string): void {
    this.title = text;
  }

  setImage(image: unknown): void {
    this.image = image;
  }

  setContextMenu(menu: HostMenu | null): void {
    this.menu = menu;
  }

  setIgnoreDoubleClickEvents(): void {}
  popUpContextMenu(): void {}

  isDestroyed(): boolean {
    return this.isGone;
  }

  destroy(): void {
    this.isGone = true;
    system.trays = system.trays.filter((each) => each !== this);
  }
}

export const Tray = strictClass('Tray', HostTray);

interface NotificationOptions {
  readonly title?: string;
  readonly body?: string;
  readonly silent?: boolean;
  readonly hasReply?: boolean;
  readonly replyPlaceholder?: string;
  readonly actions?: readonly { readonly type: string; readonly text: string }[];
  readonly closeButtonText?: string;
  readonly icon?: unknown;
  readonly id?: string;
  readonly urgency?: string;
  readonly timeoutType?: string;
  readonly groupId?: string;
}

class HostNotification extends EventEmitter {
  readonly options: NotificationOptions;
  isShown = false;

  constructor(options: NotificationOptions = {}) {
    super();
    this.options = options;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    this.isShown = true;
    system.notifications.push(this);
    this.emit('show', {});
  }

  close(): void {
    if (!this.isShown) return;
    this.isShown = false;
    system.notifications = system.notifications.filter((each) => each !== this);
    this.emit('close', {});
  }
}

export const Notification = strictClass('Notification', HostNotification);

class HostPowerMonitor extends EventEmitter {
  getSystemIdleTime = () => system.idleSeconds;
  getSystemIdleState = (thresholdSeconds: number) =>
    system.isLocked ? 'locked' : system.idleSeconds >= thresholdSeconds ? 'idle' : 'active';
  isOnBatteryPower = () => false;
}

export const powerMonitor = strict('powerMonitor', new HostPowerMonitor());

export const globalShortcut = strict('globalShortcut', {
  register(accelerator: string, callback: () => void): boolean {
    if (system.takenShortcuts.has(accelerator) || system.shortcuts.has(accelerator)) return false;
    system.shortcuts.set(accelerator, callback);
    return true;
  },
  unregister: (accelerator: string) => void system.shortcuts.delete(accelerator),
  unregisterAll: () => system.shortcuts.clear(),
  isRegistered: (accelerator: string) => system.shortcuts.has(accelerator),
});

class HostTheme extends EventEmitter {
  themeSource = 'system';
  shouldUseDarkColors = false;
  shouldUseHighContrastColors = false;
}

export const nativeTheme = strict('nativeTheme', new HostTheme());

const area = { x: 0, y: 0, width: 1920, height: 1080 };
const display = { id: 1, bounds: area, workArea: area, size: area, workAreaSize: area, scaleFactor: 1 };

class HostScreen extends EventEmitter {
  getPrimaryDisplay = () => display;
  getAllDisplays = () => [display];
  getDisplayMatching = () => display;
  getDisplayNearestPoint = () => display;
  getCursorScreenPoint = () => ({ x: 0, y: 0 });
}

export const screen = strict('screen', new HostScreen());

const image = (source: unknown) => {
  const made: object = strict('nativeImage instance', {
    source,
    isEmpty: () => source === null,
    getSize: () => ({ width: 16, height: 16 }),
    resize: () => made,
    toPNG: () => Buffer.alloc(0),
    toDataURL: () => '',
    setTemplateImage: () => undefined,
    addRepresentation: () => undefined,
  });
  return made;
};

export const nativeImage = strict('nativeImage', {
  createEmpty: () => image(null),
  createFromPath: (file: string) => image(file),
  createFromBuffer: (bytes: Buffer) => image(bytes),
  createFromDataURL: (address: string) => image(address),
});
