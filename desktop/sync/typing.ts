import type { Request } from './catch-up.ts';
import { SET_TYPING } from './documents.ts';
import type { Platform, Stop } from './platform.ts';
import { toPerson } from './read-wire.ts';
import type { Person } from './records.ts';
import { type Readable, Signal } from './signal.ts';
import type { TypingChanged } from './wire.ts';

/** The others are told again at most this often while keys are pressed. */
const REPEAT_MS = 3_000;
/** Without a key for this long, one types no more (TYPING-1). */
const IDLE_MS = 5_000;
/** Another person's typing is forgotten without a repeat: their client may be gone. */
const FORGET_MS = 6_000;

const NOBODY: readonly Person[] = [];

interface OwnTyping {
  readonly toldAt: number;
  readonly stopIdleTimer: Stop;
}

export interface TypingEnds {
  readonly viewerId: string;
  readonly request: Request;
  readonly platform: Pick<Platform, 'now' | 'setTimer'>;
}

/** Who types where: others' typing as it is told, one's own as the keys come. Nothing of it is kept. */
export class Typing {
  readonly #ends: TypingEnds;
  readonly #people = new Signal<ReadonlyMap<string, readonly Person[]>>(new Map());
  readonly #forgetTimers = new Map<string, Stop>();
  readonly #own = new Map<string, OwnTyping>();

  constructor(ends: TypingEnds) {
    this.#ends = ends;
  }

  /** Others who type now, by conversation; one without any is not in it. */
  get people(): Readable<ReadonlyMap<string, readonly Person[]>> {
    return this.#people;
  }

  receive({ conversationId, user, typing }: TypingChanged): void {
    if (user.id === this.#ends.viewerId) return;
    const key = `${conversationId} ${user.id}`;
    this.#forgetTimers.get(key)?.();
    this.#forgetTimers.delete(key);
    if (typing) {
      const forget = () => this.ended(conversationId, user.id);
      this.#forgetTimers.set(key, this.#ends.platform.setTimer(FORGET_MS, forget));
      this.#set(conversationId, (people) => (people.some(({ id }) => id === user.id) ? people : [...people, toPerson(user)]));
    } else {
      this.#set(conversationId, (people) => people.filter(({ id }) => id !== user.id));
    }
  }

  /** A person's message arrived, or nothing was heard of their typing. */
  ended(conversationId: string, userId: string): void {
    const key = `${conversationId} ${userId}`;
    this.#forgetTimers.get(key)?.();
    this.#forgetTimers.delete(key);
    this.#set(conversationId, (people) => people.filter(({ id }) => id !== userId));
  }

  /** A key was pressed in the composer. */
  notifyKey(conversationId: string): void {
    const { platform } = this.#ends;
    const own = this.#own.get(conversationId);
    own?.stopIdleTimer();
    const isDue = own === undefined || platform.now() - own.toldAt >= REPEAT_MS;
    this.#own.set(conversationId, {
      toldAt: isDue ? platform.now() : own.toldAt,
      stopIdleTimer: platform.setTimer(IDLE_MS, () => this.stop(conversationId)),
    });
    if (isDue) this.#tell(conversationId, true);
  }

  /** The message was sent, or the composer was left. */
  stop(conversationId: string): void {
    const own = this.#own.get(conversationId);
    if (own === undefined) return;
    own.stopIdleTimer();
    this.#own.delete(conversationId);
    this.#tell(conversationId, false);
  }

  /** The connection is gone: who types now is not known. */
  reset(): void {
    for (const stop of this.#forgetTimers.values()) stop();
    this.#forgetTimers.clear();
    for (const { stopIdleTimer } of this.#own.values()) stopIdleTimer();
    this.#own.clear();
    this.#people.set(new Map());
  }

  #set(conversationId: string, change: (people: readonly Person[]) => readonly Person[]): void {
    const all = this.#people.get();
    const people = change(all.get(conversationId) ?? NOBODY);
    if (people === all.get(conversationId) || (people.length === 0 && !all.has(conversationId))) return;
    const next = new Map(all);
    if (people.length === 0) next.delete(conversationId);
    else next.set(conversationId, people);
    this.#people.set(next);
  }

  /** Lost typing costs nothing: nobody waits for the answer. */
  #tell(conversationId: string, typing: boolean): void {
    this.#ends.request(SET_TYPING, { conversationId, typing }).catch(() => {});
  }
}
