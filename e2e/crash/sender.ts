import { randomUUID } from 'node:crypto';
import type { Person } from '../load/people.ts';
import { Line } from './line.ts';
import { type Message, SEND } from './records.ts';

/** A message that the server acknowledged, as it acknowledged it. */
export interface Acknowledged extends Message {
  /** Its place among all that this sender sent. */
  readonly ordinal: number;
}

export interface SenderOptions {
  readonly port: number;
  readonly person: Person;
  readonly conversationIds: readonly string[];
  readonly random: () => number;
  readonly onAcknowledged: () => void;
}

/** How often a message is sent once more although it was acknowledged, as by a client that crashed before it could write that down. */
const NEEDLESS_RESENDS = 0.03;

/** Sends one message after the other. What was not acknowledged is sent again, with the same id, until it is (DELIVERY-2). */
export class Sender {
  readonly acknowledged: Acknowledged[] = [];
  /** Resends that did not give the first message again. */
  readonly faults: string[] = [];
  readonly #options: SenderOptions;
  readonly #line: Line;
  #isStopping = false;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#line = new Line(options.port, options.person);
  }

  /** Runs until stopped, the last message acknowledged. Rejects when the server refuses a message for good. */
  async run(): Promise<void> {
    const { person, conversationIds, random, onAcknowledged } = this.#options;
    for (let ordinal = 1; !this.#isStopping; ordinal += 1) {
      const conversationId = conversationIds[Math.floor(random() * conversationIds.length)];
      const input = { conversationId, clientMessageId: randomUUID(), text: `${person.id} says ${ordinal}` };
      const message = await this.#send(input);
      this.acknowledged.push({ ...message, ordinal });
      onAcknowledged();
      if (random() < NEEDLESS_RESENDS) this.#compare(message, await this.#send(input));
    }
    this.#line.close();
  }

  stop(): void {
    this.#isStopping = true;
  }

  async #send(input: object): Promise<Message> {
    const { sendMessage } = await this.#line.insist<{ sendMessage: Message }>(SEND, { input });
    return sendMessage;
  }

  #compare(first: Message, again: Message): void {
    if (JSON.stringify(first) !== JSON.stringify(again)) {
      this.faults.push(`a resend gave another message: ${JSON.stringify(first)} and ${JSON.stringify(again)}`);
    }
  }
}
