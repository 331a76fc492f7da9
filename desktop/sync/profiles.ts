import { ApiError } from './api-error.ts';
import type { Request } from './catch-up.ts';
import { PROFILES, RENAMED_PEOPLE } from './people-documents.ts';
import type { Platform, Stop } from './platform.ts';
import type { PresenceWatch } from './presence-watch.ts';
import { toPerson } from './read-wire.ts';
import type { Person, Profile } from './records.ts';
import type { Replica } from './replica.ts';
import { type Readable, Signal } from './signal.ts';
import { WatchCounts } from './watch-counts.ts';

/** A screen that changes shows many people at once: one question for all of them. */
const GATHER_MS = 100;
const RETRY_AFTER_MS = 5_000;
/** What the server gives at once; more than a screen holds. */
const ASKED_MAX = 500;

export interface ProfileEnds {
  readonly request: Request;
  readonly platform: Pick<Platform, 'setTimer'>;
  readonly presence: Pick<PresenceWatch, 'watch'>;
  /** Names stand beside what is held. */
  readonly replica: Pick<Replica, 'conversations' | 'meet'>;
}

/**
 * What the people that are shown say of themselves (ID-6). Who watches a person's presence is told of a new profile too; what may have been missed
 * is asked for again with every new socket. Nothing of it is kept but names: of a new one everybody is told who shares a conversation with the
 * person, and who was away asks for those that were taken since.
 */
export class Profiles {
  readonly #ends: ProfileEnds;
  readonly #watched = new WatchCounts();
  readonly #people = new Signal<ReadonlyMap<string, Profile>>(new Map());
  /** Whose profile is as the server has it, as far as anybody told. */
  readonly #current = new Set<string>();
  /** Names that were taken after this time may have been missed; null while none were. */
  #namesFrom: string | null = null;
  #isOnline = false;
  #stopGathering: Stop | null = null;

  constructor(ends: ProfileEnds) {
    this.#ends = ends;
  }

  /** By person; one who has not been shown, or not heard of yet, is not in it. */
  get people(): Readable<ReadonlyMap<string, Profile>> {
    return this.#people;
  }

  /** The person is shown, until stopped. */
  watch(userId: string): Stop {
    const stopWatching = this.#ends.presence.watch(userId);
    const stop = this.#watched.add(userId, () => this.#onWatched(userId));
    return () => {
      stop();
      stopWatching();
    };
  }

  /** Told live, or the answer to one's own change. */
  receive(profile: Profile): void {
    // Of others than those that are watched only names are told: what else they say may be old before it is shown.
    this.#ends.replica.meet([toPerson(profile)]);
    if (this.#watched.has(profile.id)) this.#current.add(profile.id);
    if (this.#watched.has(profile.id) || this.#people.get().has(profile.id)) {
      this.#people.set(new Map(this.#people.get()).set(profile.id, profile));
    }
  }

  /** A new socket follows the events: what came meanwhile is not known. */
  connected(): void {
    this.#isOnline = true;
    this.refresh();
  }

  disconnected(): void {
    this.#isOnline = false;
  }

  /** Events may have been lost: everybody who is shown is asked for again. */
  refresh(): void {
    this.#current.clear();
    this.#gather(GATHER_MS);
    this.#namesFrom ??= this.#newestTime();
  }

  /** What was said meanwhile is here. */
  caughtUp(): void {
    void this.#askNames();
  }

  close(): void {
    this.#isOnline = false;
    this.#stopGathering?.();
  }

  /** Of who is shown no longer no news come: they are asked for when they are shown again. */
  #onWatched(userId: string): void {
    if (!this.#watched.has(userId)) this.#current.delete(userId);
    else if (!this.#current.has(userId)) this.#gather(GATHER_MS);
  }

  #gather(delayMs: number): void {
    this.#stopGathering ??= this.#ends.platform.setTimer(delayMs, () => {
      this.#stopGathering = null;
      void this.#ask();
    });
  }

  /** Up to then names were heard: they are asked for from the newest time on that was held before anything newer came. */
  #newestTime(): string | null {
    const times = [...this.#ends.replica.conversations.get().values()].map(({ lastActivityAt }) => lastActivityAt);
    return times.length === 0 ? null : times.reduce((newest, at) => (at > newest ? at : newest));
  }

  async #askNames(): Promise<void> {
    const { replica, request } = this.#ends;
    if (this.#namesFrom === null) return;
    try {
      const { renamedPeople } = await request<{ renamedPeople: readonly Person[] }>(RENAMED_PEOPLE, { after: this.#namesFrom });
      replica.meet(renamedPeople.map(toPerson));
      this.#namesFrom = null;
    } catch {
      // With the next socket it is asked again, from the same time on.
    }
  }

  async #ask(): Promise<void> {
    const userIds = this.#watched.ids.filter((id) => !this.#current.has(id)).slice(-ASKED_MAX);
    if (!this.#isOnline || userIds.length === 0) return;
    for (const id of userIds) this.#current.add(id);
    const before = this.#people.get();
    try {
      const { profiles } = await this.#ends.request<{ profiles: readonly Profile[] }>(PROFILES, { userIds });
      // What an event told while the question was on its way is newer than its answer.
      const people = this.#people.get();
      const news = profiles.filter(({ id }) => people.get(id) === before.get(id));
      this.#ends.replica.meet(news.map(toPerson));
      this.#people.set(new Map([...people, ...news.map((profile) => [profile.id, profile] as const)]));
    } catch (error) {
      for (const id of userIds) this.#current.delete(id);
      if (error instanceof ApiError && error.retryable) this.#gather(RETRY_AFTER_MS);
    }
  }
}
