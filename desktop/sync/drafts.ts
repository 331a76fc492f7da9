import type { Channel, Platform, Stop } from './platform.ts';
import type { Draft } from './records.ts';
import { type Readable, Signal } from './signal.ts';
import type { StoreWriter } from './store-writer.ts';
import type { SyncedDraft } from './viewer-item.ts';
import type { ViewerItems } from './viewer-items.ts';

/** A draft is stored this long after the last key. */
const SAVE_AFTER_MS = 300;
/** It goes to the other devices this long after the last key. */
const SHARE_AFTER_MS = 1_500;
/** Longer ones stay on this device: the server takes no more characters. */
const SHARED_MAX = 10_000;

export interface DraftEnds {
  readonly writer: StoreWriter;
  readonly platform: Pick<Platform, 'setTimer' | 'now'>;
  /** To the other tabs. */
  readonly channel: Channel;
  /** To the other devices. */
  readonly items: Pick<ViewerItems, 'state' | 'set'>;
}

/**
 * What is written but not sent: by conversation, and by `conversation:rootSeq` where it is a reply in a thread. Shown at once, stored a moment
 * later, on the person's other devices after a pause (CONV-3).
 *
 * What was typed here and has not gone to the others yet is *ahead*: no draft of another device replaces it, for it will replace theirs. Any
 * other is replaced by the newest there is.
 */
export class Drafts {
  readonly #ends: DraftEnds;
  readonly #texts: Signal<ReadonlyMap<string, string>>;
  readonly #unsaved = new Map<string, Stop>();
  readonly #unshared = new Map<string, Stop>();
  readonly #ahead = new Set<string>();
  /** What is on its way to the others and not on this disk yet: it shows as shared already, and may still fail. */
  readonly #leaving = new Map<string, object>();
  /** What drafts answer, where that was decided here and has not gone to the others yet; null for nothing. */
  readonly #decided = new Map<string, number | null>();
  readonly #replies = new Signal<ReadonlyMap<string, number>>(new Map());
  readonly #stops: readonly Stop[];
  #shared: ReadonlyMap<string, SyncedDraft> = new Map();

  constructor(ends: DraftEnds, stored: readonly Draft[]) {
    this.#ends = ends;
    this.#texts = new Signal<ReadonlyMap<string, string>>(new Map(stored.map(({ conversationId, text }) => [conversationId, text])));
    // Both were stored together: what is not among the shared ones was typed here last.
    for (const { conversationId: key, text } of stored) if (this.#sharedText(key) !== text) this.#shareLater(key);
    this.#takeShared();
    this.#stops = [ends.channel.onMessage((draft) => this.#showTabs(draft as Draft)), ends.items.state.subscribe(() => this.#takeShared())];
  }

  /** By conversation or thread; one without a draft is not in it. */
  get texts(): Readable<ReadonlyMap<string, string>> {
    return this.#texts;
  }

  /** By conversation or thread, the number of the message that the draft answers; one that answers none is not in it. */
  get replies(): Readable<ReadonlyMap<string, number>> {
    return this.#replies;
  }

  /** What is written there answers the message with this number, or none; on the person's other devices too. */
  setReply(key: string, replyToSeq: number | null): void {
    if (this.#replyOf(key) === replyToSeq) return;
    this.#decided.set(key, replyToSeq);
    this.#showReplies();
    if (this.#textOf(key) !== '') this.#shareLater(key);
  }

  set(key: string, text: string): void {
    if (this.#textOf(key) === text) return;
    this.#show({ conversationId: key, text });
    this.#shareLater(key);
    this.#unsaved.get(key)?.();
    // An empty draft belongs to a message that was just sent: a reload must not bring it back, here or elsewhere.
    if (text === '') {
      this.#save(key);
      this.#share(key);
    } else
      this.#unsaved.set(
        key,
        this.#ends.platform.setTimer(SAVE_AFTER_MS, () => this.#save(key)),
      );
  }

  /** Stores and shares everything now: the page may be gone the next moment, or the person turns to another device. */
  flush(): void {
    for (const key of [...this.#unsaved.keys()]) this.#save(key);
    for (const key of [...this.#unshared.keys()]) this.#share(key);
  }

  close(): void {
    this.flush();
    for (const stop of this.#stops) stop();
    this.#ends.channel.close();
  }

  #save(key: string): void {
    this.#unsaved.get(key)?.();
    this.#unsaved.delete(key);
    const draft = { conversationId: key, text: this.#textOf(key) };
    this.#ends.channel.post(draft);
    void this.#ends.writer.write({ type: 'draftSet', draft });
  }

  #shareLater(key: string): void {
    this.#ahead.add(key);
    this.#unshared.get(key)?.();
    this.#unshared.set(
      key,
      this.#ends.platform.setTimer(SHARE_AFTER_MS, () => this.#share(key)),
    );
  }

  #share(key: string): void {
    this.#unshared.get(key)?.();
    this.#unshared.delete(key);
    const [text, replyToSeq] = [this.#textOf(key), this.#replyOf(key)];
    if (text === this.#sharedText(key) && (text === '' || replyToSeq === this.#sharedReply(key))) this.#ahead.delete(key);
    else if (text.length <= SHARED_MAX) {
      const value = text === '' ? null : { text, replyToSeq, updatedAt: new Date(this.#ends.platform.now()).toISOString() };
      this.#leave(key, value);
    }
  }

  /** A failed save is told elsewhere; the draft stays ahead. */
  #leave(key: string, value: SyncedDraft | null): void {
    const left = (isStored: boolean) => {
      if (this.#leaving.get(key) !== leaving) return;
      this.#leaving.delete(key);
      if (isStored) this.#settle(key);
      this.#showReplies();
    };
    this.#ahead.add(key);
    const leaving = {};
    this.#leaving.set(key, leaving);
    this.#ends.items.set({ kind: 'DRAFT', key, value }).then(
      () => left(true),
      () => left(false),
    );
  }

  /** Drafts as they are on the other devices now. */
  #takeShared(): void {
    const [before, now] = [this.#shared, this.#ends.items.state.get().DRAFT];
    if (before === now) return;
    this.#shared = now;
    for (const key of new Set([...before.keys(), ...now.keys()])) {
      const text = this.#sharedText(key);
      if (this.#leaving.has(key)) continue;
      if (this.#isShared(key)) this.#settle(key);
      else if (text !== (before.get(key)?.text ?? '') && !this.#ahead.has(key)) this.#adopt(key, text);
      if (!this.#ahead.has(key)) this.#decided.delete(key);
    }
    this.#showReplies();
  }

  #isShared(key: string): boolean {
    return this.#textOf(key) === this.#sharedText(key) && this.#replyOf(key) === this.#sharedReply(key);
  }

  /** What the others have is what was written here. */
  #settle(key: string): void {
    if (!this.#isShared(key)) return;
    this.#ahead.delete(key);
    this.#decided.delete(key);
  }

  #adopt(key: string, text: string): void {
    const draft = { conversationId: key, text };
    this.#show(draft);
    void this.#ends.writer.write({ type: 'draftSet', draft });
  }

  /** What is typed in another tab goes to the other devices from there. */
  #showTabs(draft: Draft): void {
    const { conversationId: key, text } = draft;
    this.#show(draft);
    if (text === this.#sharedText(key)) this.#ahead.delete(key);
    else this.#ahead.add(key);
  }

  #textOf(key: string): string {
    return this.#texts.get().get(key) ?? '';
  }

  #replyOf(key: string): number | null {
    return this.#decided.has(key) ? (this.#decided.get(key) ?? null) : this.#sharedReply(key);
  }

  #sharedReply(key: string): number | null {
    return this.#ends.items.state.get().DRAFT.get(key)?.replyToSeq ?? null;
  }

  #showReplies(): void {
    const keys = new Set([...this.#decided.keys(), ...this.#shared.keys()]);
    const replies = [...keys].map((key) => [key, this.#replyOf(key)] as const);
    this.#replies.set(new Map(replies.flatMap(([key, seq]) => (seq === null ? [] : [[key, seq] as const]))));
  }

  #sharedText(key: string): string {
    return this.#ends.items.state.get().DRAFT.get(key)?.text ?? '';
  }

  #show({ conversationId, text }: Draft): void {
    const next = new Map(this.#texts.get());
    if (text === '') next.delete(conversationId);
    else next.set(conversationId, text);
    this.#texts.set(next);
  }
}
