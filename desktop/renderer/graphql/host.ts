import type { Bridge } from '../../bridge/bridge.ts';
import type { Channel, Locks, Platform } from '../../sync/platform.ts';
import type { Http, ViewerMemory } from '../../sync/session.ts';
import type { Store } from '../../sync/store.ts';

/** What a notification outside the page says, and where it leads. */
export interface NoticeText {
  /** The message; a second notification of the same one takes the place of the first. */
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly threadRootSeq: number | null;
  readonly title: string;
  readonly body: string;
  readonly isSilent: boolean;
}

/** What a person does with a notification. */
export interface NoticeDeeds {
  readonly open: () => void;
  /** Where the system's notifications have a field to answer in. */
  readonly reply?: (text: string) => void;
  /** Where they have buttons. */
  readonly markRead?: () => void;
}

/** How the page tells of itself where it is not looked at (NOTIFY-1). */
export interface Notices {
  /** Gives what takes it away again; undefined where it may not be shown. */
  show(notice: NoticeText, deeds: NoticeDeeds): { close(): void } | undefined;
  /** How many messages are unread, on the app's icon. */
  setBadge(unreadCount: number): void;
}

/** What the page is given by where it runs: a browser tab, or a window of the desktop app. */
export interface Host {
  /** Asks the server. */
  readonly http: Http;
  readonly socketUrl: string;
  /** Origin of the server as people type it: links that are handed on lead there. */
  readonly serverUrl: string;
  readonly viewerMemory: ViewerMemory;
  /** What is kept of a person on this device. */
  readonly openStore: (viewerId: string) => Promise<Store>;
  readonly platform: Platform;
  readonly locks: Locks;
  readonly openChannel: (name: string) => Channel;
  readonly notices: Notices;
  /** The app around the page; null in a browser. */
  readonly desktop: DesktopHost | null;
}

export interface DesktopHost {
  readonly bridge: Bridge;
}
