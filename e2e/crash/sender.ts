import { randomUUID } from 'node:crypto';
import type { Person } from '../load/people.ts';
import { Failure } from './connection.ts';
import { isSameMessage } from './find-faults.ts';
import type { Line } from './line.ts';
import { type Message, SEND } from './records.ts';

/** A message that the server acknowledged, as it acknowledged it. */
export interface Acknowledged extends Message {
  /** Its place among all that this sender sent. */
  readonly ordinal: number;
}

interface Draft {
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly text: string;
  /** The message in whose thread it is a reply. */
  readonly threadRootId?: string;
}

/** A message that was not taken. */
export interface Refused extends Draft {
  readonly senderId: string;
}

export interface SenderOptions {
  readonly person: Person;
  readonly line: Line;
  /** Where the next message goes; null: nowhere any more. */
  readonly choose: () => Promise<string | null>;
  readonly random: () => number;
  /** The message that the next one in this conversation replies to in its thread; by default none is a reply. */
  readonly chooseRoot?: (conversationId: string) => string | undefined;
  readonly onAcknowledged: () => void;
}

/** How often a message is sent once more although it was acknowledged, as by a client that crashed before it could write that down. */
const NEEDLESS_RESENDS = 0.03;

/** Sends one message after the other. What was not acknowledged is sent again, with the same id, until it is (DELIVERY-2). */
export class Sender {
  readonly acknowledged: Acknowledged[] = [];
  /** Resends that did not give the first message again, and messages that are gone although the server told of them. */
  readonly faults: string[] = [];
  /** Messages that the server refused because their sender is not in the conversation. */
  readonly refused: Refused[] = [];
  readonly #options: SenderOptions;
  #isStopping = false;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Runs until stopped, the last message acknowledged. Rejects when the server refuses a message for another reason than membership. */
  async run(): Promise<void> {
    const { person, choose, chooseRoot } = this.#options;
    for (let ordinal = 1; !this.#isStopping; ordinal += 1) {
      const conversationId = await choose();
      if (conversationId === null) break;
      const threadRootId = chooseRoot?.(conversationId);
      const draft = { conversationId, clientMessageId: randomUUID(), text: `${person.id} says ${ordinal}` };
      await this.#deliver({ ...draft, ...(threadRootId !== undefined && { threadRootId }) }, ordinal);
    }
  }

  stop(): void {
    this.#isStopping = true;
  }

  close(): void {
    this.#options.line.close();
  }

  async #deliver(input: Draft, ordinal: number): Promise<void> {
    const { person, random, onAcknowledged } = this.#options;
    try {
      const message = await this.#send(input);
      this.acknowledged.push({ ...message, ordinal });
      onAcknowledged();
      if (random() < NEEDLESS_RESENDS) this.#compare(message, await this.#send(input));
    } catch (error) {
      if (error instanceof Failure && error.code === 'NOT_IN_CONVERSATION') this.refused.push({ senderId: person.id, ...input });
      else if (error instanceof Failure && error.code === 'VALIDATION_ERROR' && input.threadRootId !== undefined)
        this.faults.push(`the message ${input.threadRootId}, which was told, is not there to reply to: ${error.message}`);
      else throw error;
    }
  }

  async #send(input: Draft): Promise<Message> {
    const { sendMessage } = await this.#options.line.insist<{ sendMessage: Message }>(SEND, { input });
    return sendMessage;
  }

  #compare(first: Message, again: Message): void {
    if (!isSameMessage(first, again)) {
      this.faults.push(`a resend gave another message: ${JSON.stringify(first)} and ${JSON.stringify(again)}`);
    }
  }
}
