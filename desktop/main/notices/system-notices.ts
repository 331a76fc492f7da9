import type { NotificationConstructorOptions } from 'electron';
import type { NoticeAct } from '../../bridge/notice-calls.ts';
import type { Words } from '../words/words.ts';

/** As much of Electron's `Notification` as is used. */
export interface SystemNotice {
  show(): void;
  close(): void;
  on(event: 'click' | 'close', listener: () => void): unknown;
  on(event: 'reply', listener: (details: { readonly reply: string }) => void): unknown;
  on(event: 'action', listener: (details: { readonly actionIndex: number }) => void): unknown;
}

export interface NoticesEnds {
  readonly make: (options: NotificationConstructorOptions) => SystemNotice;
  readonly words: () => Words;
  /** As Node names it: on Linux nobody can write into a notification. */
  readonly platform: string;
  /** The person did something with a notification of this workspace. */
  readonly onAct: (workspaceId: string, id: string, act: NoticeAct) => void;
}

export interface NoticeText {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly isSilent: boolean;
  readonly canReply: boolean;
}

/** Systems cut the words anyway; the most that any of them shows. */
const LONGEST_BODY = 500;

/** Notifications of the system, with the ways to answer them (NOTIFY-1). What is not held on to is collected, and its click goes nowhere. */
export class SystemNotices {
  readonly #ends: NoticesEnds;
  readonly #shown = new Map<string, SystemNotice>();
  #isConcealed = false;

  constructor(ends: NoticesEnds) {
    this.#ends = ends;
  }

  /** How many are there to be acted on. */
  get count(): number {
    return this.#shown.size;
  }

  /** Behind a locked screen nothing tells who wrote what; those that are there go. */
  conceal(isConcealed: boolean): void {
    this.#isConcealed = isConcealed;
    if (isConcealed) this.closeAll();
  }

  show(workspaceId: string, notice: NoticeText): void {
    const key = `${workspaceId} ${notice.id}`;
    this.#close(key);
    const shown = this.#ends.make(this.#optionsOf(notice));
    const act = (done: NoticeAct) => {
      this.#close(key);
      this.#ends.onAct(workspaceId, notice.id, done);
    };
    shown.on('click', () => act({ type: 'open' }));
    shown.on('reply', ({ reply }) => act(reply.trim() === '' ? { type: 'open' } : { type: 'reply', text: reply }));
    shown.on('action', () => act({ type: 'markRead' }));
    shown.on('close', () => {
      if (this.#shown.get(key) === shown) this.#shown.delete(key);
    });
    this.#shown.set(key, shown);
    shown.show();
  }

  close(workspaceId: string, id: string): void {
    this.#close(`${workspaceId} ${id}`);
  }

  /** Those of one workspace that is removed or signed out of; of all where none is given: the app was locked. */
  closeAll(workspaceId?: string): void {
    for (const key of [...this.#shown.keys()]) if (workspaceId === undefined || key.startsWith(`${workspaceId} `)) this.#close(key);
  }

  #close(key: string): void {
    const shown = this.#shown.get(key);
    this.#shown.delete(key);
    shown?.close();
  }

  #optionsOf({ title, body, isSilent, canReply }: NoticeText): NotificationConstructorOptions {
    const { words, platform } = this.#ends;
    const { replyHint, markRead, newMessage } = words();
    if (this.#isConcealed) return { title: 'Parley', body: newMessage, silent: isSilent };
    return {
      title,
      body: body.length > LONGEST_BODY ? `${body.slice(0, LONGEST_BODY)}…` : body,
      silent: isSilent,
      actions: [{ type: 'button', text: markRead }],
      ...(platform !== 'linux' && canReply && { hasReply: true, replyPlaceholder: replyHint }),
    };
  }
}
