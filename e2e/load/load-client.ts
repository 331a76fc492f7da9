import { randomUUID } from 'node:crypto';
import type { Frame } from './frame-reader.ts';
import { type Door, LoadSocket } from './load-socket.ts';
import { dueAtMs, textOf } from './message-text.ts';
import type { Tally } from './tally.ts';

/** A conversation as a generator knows it. */
export interface Target {
  readonly conversationId: string;
  /** How many sockets of the generator should get a message of it. */
  readonly listeners: number;
}

export interface LoadClientOptions {
  readonly door: Door;
  /** Follow the person's events. */
  readonly isListening: boolean;
  /** Read the time of every event; the others are counted only. */
  readonly isSampled: boolean;
  /** Where results go now. */
  readonly tally: () => Tally;
  readonly targets: readonly Target[];
}

interface Send {
  readonly dueAtMs: number;
  readonly target: Target;
}

const FOLLOW_ID = 1;

/** One connected person who sends and follows. */
export class LoadClient {
  /** Called after each answer to a send, good or bad. */
  onAnswer: () => void = () => undefined;
  readonly #options: LoadClientOptions;
  readonly #underWay = new Map<string, Send>();
  readonly #live = Promise.withResolvers<void>();
  #socket: LoadSocket | null = null;
  #lastId = FOLLOW_ID;
  #isClosing = false;

  private constructor(options: LoadClientOptions) {
    this.#options = options;
    // Whoever closes before following is no concern of those who do not follow.
    this.#live.promise.catch(() => undefined);
  }

  /** Resolves when the person is signed in and, if listening, gets every event from now on. */
  static async connect(options: LoadClientOptions): Promise<LoadClient> {
    const client = new LoadClient(options);
    const socket = await LoadSocket.open(options.door, {
      onEvent: (frame) => client.#onEvent(frame),
      onAnswer: (id, error) => client.#onAnswer(id, error),
      onClose: (code) => client.#onClose(code),
    });
    client.#socket = socket;
    if (options.isListening) {
      const { begin, confirm } = options.door.dialect.follow(FOLLOW_ID);
      socket.send(begin);
      if (confirm !== null) socket.send(confirm);
      await client.#live.promise;
    }
    return client;
  }

  /** Sends to the next of the person's conversations. `dueAt`: when the plan wanted it to be sent; latencies count from there. */
  send(dueAt: number): void {
    const { door, targets, tally } = this.#options;
    this.#lastId += 1;
    const target = targets[this.#lastId % targets.length];
    if (target === undefined || this.#socket === null) throw new Error('Nobody to send to.');
    this.#underWay.set(String(this.#lastId), { dueAtMs: dueAt, target });
    tally().sent += 1;
    const draft = { conversationId: target.conversationId, clientMessageId: randomUUID(), text: textOf(dueAt) };
    this.#socket.send(door.dialect.send(this.#lastId, draft));
  }

  close(): void {
    this.#isClosing = true;
    this.#socket?.close();
  }

  #onEvent({ bytes, start, end }: Frame): void {
    const tally = this.#options.tally();
    tally.delivered += 1;
    if (!this.#options.isSampled) return;
    const due = dueAtMs(bytes, start, end);
    if (due === undefined) return;
    tally.lastAt = performance.now();
    tally.delivery.add(tally.lastAt - due);
  }

  #onAnswer(id: string, error: string | null): void {
    if (id === String(FOLLOW_ID)) {
      if (error === null) this.#live.resolve();
      else this.#live.reject(new Error(error));
      return;
    }
    const send = this.#underWay.get(id);
    if (send === undefined) return;
    this.#underWay.delete(id);
    this.#record(send, error);
    this.onAnswer();
  }

  #record({ dueAtMs: due, target }: Send, error: string | null): void {
    const tally = this.#options.tally();
    if (error !== null) {
      tally.fail(error);
      return;
    }
    tally.lastAt = performance.now();
    tally.acknowledgement.add(tally.lastAt - due);
    tally.acknowledged += 1;
    tally.expected += target.listeners;
  }

  #onClose(code: number): void {
    this.#live.reject(new Error(`The server closed the socket: ${code}`));
    if (this.#isClosing) return;
    const tally = this.#options.tally();
    for (let lost = Math.max(1, this.#underWay.size); lost > 0; lost -= 1) tally.fail(`closed ${code}`);
    this.#underWay.clear();
  }
}
