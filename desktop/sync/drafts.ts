import type { Channel, Platform, Stop } from './platform.ts';
import type { Draft } from './records.ts';
import { type Readable, Signal } from './signal.ts';
import type { StoreWriter } from './store-writer.ts';

/** A draft is stored this long after the last key. */
const SAVE_AFTER_MS = 300;

export interface DraftEnds {
  readonly writer: StoreWriter;
  readonly platform: Pick<Platform, 'setTimer'>;
  /** To the other tabs. */
  readonly channel: Channel;
}

/** What is written but not sent, per conversation. Shown at once, stored a moment later. */
export class Drafts {
  readonly #ends: DraftEnds;
  readonly #texts: Signal<ReadonlyMap<string, string>>;
  readonly #unsaved = new Map<string, Stop>();
  readonly #stopListening: Stop;

  constructor(ends: DraftEnds, stored: readonly Draft[]) {
    this.#ends = ends;
    this.#texts = new Signal<ReadonlyMap<string, string>>(new Map(stored.map(({ conversationId, text }) => [conversationId, text])));
    this.#stopListening = ends.channel.onMessage((draft) => this.#show(draft as Draft));
  }

  /** By conversation; one without a draft is not in it. */
  get texts(): Readable<ReadonlyMap<string, string>> {
    return this.#texts;
  }

  set(conversationId: string, text: string): void {
    if ((this.#texts.get().get(conversationId) ?? '') === text) return;
    this.#show({ conversationId, text });
    this.#unsaved.get(conversationId)?.();
    // An empty draft belongs to a message that was just sent: a reload must not bring it back.
    if (text === '') this.#save(conversationId);
    else
      this.#unsaved.set(
        conversationId,
        this.#ends.platform.setTimer(SAVE_AFTER_MS, () => this.#save(conversationId)),
      );
  }

  /** Stores everything now: the page may be gone the next moment. */
  flush(): void {
    for (const conversationId of [...this.#unsaved.keys()]) this.#save(conversationId);
  }

  close(): void {
    this.flush();
    this.#stopListening();
    this.#ends.channel.close();
  }

  #save(conversationId: string): void {
    this.#unsaved.get(conversationId)?.();
    this.#unsaved.delete(conversationId);
    const draft = { conversationId, text: this.#texts.get().get(conversationId) ?? '' };
    this.#ends.channel.post(draft);
    void this.#ends.writer.write({ type: 'draftSet', draft });
  }

  #show({ conversationId, text }: Draft): void {
    const next = new Map(this.#texts.get());
    if (text === '') next.delete(conversationId);
    else next.set(conversationId, text);
    this.#texts.set(next);
  }
}
