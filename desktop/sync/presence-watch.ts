import { ApiError } from './api-error.ts';
import type { Request } from './catch-up.ts';
import type { Platform, Stop } from './platform.ts';
import { WATCH_PRESENCE } from './presence-documents.ts';
import type { Presence } from './records.ts';
import { type Readable, Signal } from './signal.ts';
import { WatchCounts } from './watch-counts.ts';
import type { WirePresence } from './wire.ts';

/** A screen that changes shows and hides many people at once: one list for all of them. */
const GATHER_MS = 100;
/** Who scrolls shows others all the time: lists go out this far apart, so that they do not use up what a person may ask. */
const APART_MS = 1_000;
/** What the server takes; more than a screen holds. */
const WATCHED_MAX = 500;
const RETRY_AFTER_MS = 5_000;
/** So long what was known last is shown without a connection: a short interruption does not flicker. */
const FORGET_AFTER_MS = 10_000;

export interface PresenceEnds {
  readonly request: Request;
  readonly platform: Pick<Platform, 'now' | 'setTimer'>;
}

/**
 * Whether the people that are shown are here (PRESENCE-4). What shows a person watches them; the list goes to the server when it changes and on
 * every new socket, which is told of nobody else. Nothing of it is kept.
 */
export class PresenceWatch {
  readonly #ends: PresenceEnds;
  readonly #watched = new WatchCounts();
  readonly #people = new Signal<ReadonlyMap<string, Presence>>(new Map());
  /** Events that came while the list is on its way; they are newer than its answer. */
  #since: WirePresence[] = [];
  #asking = 0;
  #isOnline = false;
  #sent: string | null = null;
  #sentAt = 0;
  #stopGathering: Stop | null = null;
  #stopForgetting: Stop = () => {};

  constructor(ends: PresenceEnds) {
    this.#ends = ends;
  }

  /** By person; one who is not watched, or not heard of yet, is not in it. */
  get people(): Readable<ReadonlyMap<string, Presence>> {
    return this.#people;
  }

  /** The person is shown, until stopped. */
  watch(userId: string): Stop {
    return this.#watched.add(userId, () => this.#gather(Math.max(GATHER_MS, this.#sentAt + APART_MS - this.#ends.platform.now())));
  }

  receive(event: WirePresence): void {
    if (this.#asking > 0) this.#since.push(event);
    if (!this.#watched.has(event.userId)) return;
    this.#people.set(new Map(this.#people.get()).set(event.userId, toPresence(event)));
  }

  /** A new socket follows the events: it has to be told whom to watch, be it nobody. */
  connected(): void {
    this.#stopForgetting();
    this.#isOnline = true;
    this.refresh();
  }

  disconnected(): void {
    if (!this.#isOnline) return;
    this.#isOnline = false;
    this.#stopForgetting = this.#ends.platform.setTimer(FORGET_AFTER_MS, () => this.#people.set(new Map()));
  }

  /** Events may have been lost: everybody who is shown is asked for again. */
  refresh(): void {
    this.#sent = null;
    void this.#send();
  }

  close(): void {
    this.#isOnline = false;
    this.#stopGathering?.();
    this.#stopForgetting();
  }

  #failed(list: string, error: unknown): void {
    if (list !== this.#sent || !(error instanceof ApiError) || !error.retryable) return;
    this.#sent = null;
    this.#gather(RETRY_AFTER_MS);
  }

  #gather(delayMs: number): void {
    this.#stopGathering ??= this.#ends.platform.setTimer(delayMs, () => {
      this.#stopGathering = null;
      void this.#send();
    });
  }

  /** What was shown last is the nearest: of more than the server takes, the older wait. */
  async #send(): Promise<void> {
    const userIds = this.#watched.ids.slice(-WATCHED_MAX);
    const list = [...userIds].sort().join();
    if (!this.#isOnline || list === this.#sent) return;
    this.#sent = list;
    this.#sentAt = this.#ends.platform.now();
    this.#asking += 1;
    try {
      const { watchPresence } = await this.#ends.request<{ watchPresence: readonly WirePresence[] }>(WATCH_PRESENCE, { userIds });
      if (list === this.#sent) this.#show(watchPresence);
    } catch (error) {
      this.#failed(list, error);
    } finally {
      this.#asking -= 1;
      if (this.#asking === 0) this.#since = [];
    }
  }

  #show(answer: readonly WirePresence[]): void {
    const told = [...answer, ...this.#since].filter(({ userId }) => this.#watched.has(userId));
    this.#people.set(new Map(told.map((presence) => [presence.userId, toPresence(presence)])));
  }
}

const toPresence = ({ status, device, lastSeenAt }: WirePresence): Presence => ({ status, device, lastSeenAt });
