import type { Request } from './catch-up.ts';
import { OLDER_MESSAGES } from './documents.ts';
import { MESSAGES_AROUND, MESSAGES_AT, NEWER_MESSAGES } from './history-documents.ts';
import { readUpToDate } from './read-up-to-date.ts';
import { nodesOf, peopleOfMessages, toMessageRow } from './read-wire.ts';
import type { Replica } from './replica.ts';
import type { HeldMessages } from './store.ts';
import type { StoreWriter } from './store-writer.ts';
import type { Stretch, Target } from './stretch.ts';
import type { WireMessagePage } from './wire.ts';

/** Messages of a page from the store; half of them lie on each side of a place. */
const PAGE_SIZE = 100;
const HALF_PAGE = PAGE_SIZE / 2;

export interface StretchEnds {
  readonly replica: Replica;
  readonly writer: StoreWriter;
  readonly request: Request;
}

/**
 * Reads old parts of a conversation: from the store where its messages are held without a hole, else from the server. What changed while a page
 * was on its way is in what it gives. Null where the conversation left the client; the methods reject with an `ApiError`.
 */
export class StretchReader {
  readonly #ends: StretchEnds;

  constructor(ends: StretchEnds) {
    this.#ends = ends;
  }

  around(conversationId: string, target: Target): Promise<Stretch | null> {
    return this.#upToDate(conversationId, async () => {
      const held = 'seq' in target && this.#isHeld(conversationId, target.seq) ? await this.#heldAround(conversationId, target.seq) : null;
      return held ?? this.#fetchAround(conversationId, target);
    });
  }

  /** What lies right below. */
  older(conversationId: string, { startSeq, olderCursor }: Stretch): Promise<Stretch | null> {
    return this.#upToDate(conversationId, async () => {
      const window = this.#ends.replica.conversation(conversationId)?.window;
      const held = window !== undefined && window.startSeq < startSeq ? await this.#held(conversationId, startSeq) : null;
      if (held !== null) return stretchOf(held, startSeq - 1);
      const before = olderCursor ?? (window?.startSeq === startSeq ? window.olderCursor : null);
      if (before === null) return this.#fetchAround(conversationId, { seq: startSeq });
      return this.#fetch(conversationId, OLDER_MESSAGES, { before });
    });
  }

  /** What lies right above. */
  newer(conversationId: string, { endSeq, newerCursor }: Stretch): Promise<Stretch | null> {
    return this.#upToDate(conversationId, async () => {
      // Numbers, not messages: the page has all that there are among them.
      const upTo = endSeq + PAGE_SIZE;
      const held = this.#isHeld(conversationId, endSeq + 1) ? await this.#held(conversationId, upTo + 1) : null;
      if (held !== null) return stretchOf(held, upTo);
      if (newerCursor === null) return this.#fetchAround(conversationId, { seq: endSeq });
      return this.#fetch(conversationId, NEWER_MESSAGES, { after: newerCursor });
    });
  }

  #upToDate(conversationId: string, read: () => Promise<Stretch | null>): Promise<Stretch | null> {
    return readUpToDate(this.#ends.replica, conversationId, async (bring) => {
      const stretch = await read();
      return stretch && { ...stretch, messages: bring(stretch.messages, { from: stretch.startSeq, to: stretch.endSeq }) };
    });
  }

  #isHeld(conversationId: string, seq: number): boolean {
    return (this.#ends.replica.conversation(conversationId)?.window.startSeq ?? Number.POSITIVE_INFINITY) <= seq;
  }

  async #heldAround(conversationId: string, seq: number): Promise<Stretch | null> {
    const held = await this.#held(conversationId, seq + HALF_PAGE);
    return held && stretchOf(held, seq + HALF_PAGE - 1);
  }

  /** Null if the store holds less than memory, which takes another tab or a full disk. */
  async #held(conversationId: string, before: number): Promise<HeldPage | null> {
    const { replica, writer } = this.#ends;
    const cursor = replica.conversation(conversationId)?.cursor ?? 0;
    const held = await writer.read((store) => store.listMessages(conversationId, { before, limit: PAGE_SIZE })).catch(() => null);
    const row = replica.conversation(conversationId);
    if (held === null || row === undefined || held.cursor < cursor || held.window.startSeq > row.window.startSeq) return null;
    return { ...held, isFull: held.messages.length === PAGE_SIZE };
  }

  #fetchAround(conversationId: string, target: Target): Promise<Stretch | null> {
    if ('seq' in target) return this.#fetch(conversationId, MESSAGES_AROUND, { seq: target.seq });
    return this.#fetch(conversationId, MESSAGES_AT, { at: target.at });
  }

  async #fetch(id: string, document: string, variables: Readonly<Record<string, unknown>>): Promise<Stretch | null> {
    const { replica, request } = this.#ends;
    const { conversation } = await request<{ conversation: { messages: WireMessagePage } | null }>(document, { id, ...variables });
    if (conversation === null) return null;
    const { messages: page } = conversation;
    const wire = nodesOf(page);
    replica.meetElsewhere(id, { people: peopleOfMessages(wire), threads: page.threads });
    const { hasPreviousPage, startCursor, hasNextPage, endCursor } = page.pageInfo;
    return {
      startSeq: hasPreviousPage ? (wire[0]?.seq ?? 0) : 0,
      olderCursor: hasPreviousPage ? startCursor : null,
      endSeq: hasNextPage ? (wire.at(-1)?.seq ?? 0) : Number.MAX_SAFE_INTEGER,
      newerCursor: hasNextPage ? endCursor : null,
      messages: wire.map(toMessageRow),
    };
  }
}

interface HeldPage extends HeldMessages {
  readonly isFull: boolean;
}

/** A page of the store that is complete up to `endSeq`. */
function stretchOf({ messages, window, isFull }: HeldPage, endSeq: number): Stretch {
  const first = messages[0];
  return {
    startSeq: isFull && first !== undefined ? first.seq : window.startSeq,
    endSeq,
    messages,
    olderCursor: null,
    newerCursor: null,
  };
}
