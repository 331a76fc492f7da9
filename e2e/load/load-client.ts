import { randomUUID } from 'node:crypto';
import type { Frame } from './frame-reader.ts';
import { EVENTS_ID, LoadSocket } from './load-socket.ts';
import { dueAtMs, EVENTS, LIVE, sendMessage } from './operations.ts';
import type { Tally } from './tally.ts';

/** A conversation as a generator knows it. */
export interface Target {
  readonly conversationId: string;
  /** How many sockets of the generator should get a message of it. */
  readonly listeners: number;
}

export interface LoadClientOptions {
  readonly port: number;
  readonly token: string;
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

const LIVE_ID = '0';

/** One connected person who sends and follows. */
export class LoadClient {
  /** Called after each answer to a send, good or bad. */
  onAnswer: () => void = () => undefined;
  readonly #options: LoadClientOptions;
  readonly #underWay = new Map<string, Send>();
  readonly #live = Promise.withResolvers<void>();
  #socket: LoadSocket | null = null;
  #lastId = 0;
  #isClosing = false;

  private constructor(options: LoadClientOptions) {
    this.#options = options;
  }

  /** Resolves when the person is signed in and, if listening, gets every event from now on. */
  static async connect(options: LoadClientOptions): Promise<LoadClient> {
    const client = new LoadClient(options);
    client.#socket = await LoadSocket.open(options.port, options.token, {
      onEvent: (frame) => client.#onEvent(frame),
      onResult: (id, message) => client.#onResult(id, message),
      onClose: (code) => client.#onClose(code),
    });
    if (options.isListening) client.#socket.subscribe(EVENTS_ID, EVENTS);
    client.#socket.subscribe(LIVE_ID, LIVE);
    await client.#live.promise;
    return client;
  }

  /** Sends to the next of the person's conversations. `dueAt`: when the plan wanted it to be sent; latencies count from there. */
  send(dueAt: number): void {
    const { targets, tally } = this.#options;
    this.#lastId += 1;
    const target = targets[this.#lastId % targets.length];
    if (target === undefined || this.#socket === null) throw new Error('Nobody to send to.');
    this.#underWay.set(String(this.#lastId), { dueAtMs: dueAt, target });
    tally().sent += 1;
    this.#socket.send(sendMessage(this.#lastId, { conversationId: target.conversationId, clientMessageId: randomUUID(), dueAtMs: dueAt }));
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

  #onResult(id: string, message: string): void {
    if (id === LIVE_ID) {
      if (message.includes('"data":{"changes"')) this.#live.resolve();
      else this.#live.reject(new Error(message));
      return;
    }
    const send = this.#underWay.get(id);
    if (send === undefined) return;
    this.#underWay.delete(id);
    this.#record(send, message);
    this.onAnswer();
  }

  #record({ dueAtMs: due, target }: Send, message: string): void {
    const tally = this.#options.tally();
    if (!message.includes('"data":{"sendMessage"')) {
      tally.fail(/"code":"(\w+)"/.exec(message)?.[1] ?? 'unreadable');
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
