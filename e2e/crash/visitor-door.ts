import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from './connection.ts';
import type { Line } from './line.ts';

export const ADD =
  'mutation ($conversationId: ID!, $userIds: [ID!]!) { addMembers(conversationId: $conversationId, userIds: $userIds) { id } }';
export const REMOVE =
  'mutation ($conversationId: ID!, $userId: ID!) { removeMember(conversationId: $conversationId, userId: $userId) { id } }';

/** Leaves most of the numbers to messages. */
const PAUSE_MS = 20;

/** The owner of a group lets a person in and out, again and again: memberships take numbers among the messages. */
export class VisitorDoor {
  readonly #line: Line;
  readonly #visit: { readonly conversationId: string; readonly visitorId: string };
  #isStopping = false;

  constructor(line: Line, visit: { conversationId: string; visitorId: string }) {
    this.#line = line;
    this.#visit = visit;
  }

  /** Runs until stopped; leaves the person outside. */
  async run(): Promise<void> {
    const { conversationId, visitorId } = this.#visit;
    while (!this.#isStopping) {
      await this.#line.insist(ADD, { conversationId, userIds: [visitorId] });
      await delay(PAUSE_MS);
      await this.#line.insist(REMOVE, { conversationId, userId: visitorId }).catch(ignoreNotFound);
      await delay(PAUSE_MS);
    }
    this.#line.close();
  }

  stop(): void {
    this.#isStopping = true;
  }
}

/** The removal had taken place before the disconnect that hid its answer. */
function ignoreNotFound(error: unknown): void {
  if (!(error instanceof Failure && error.code === 'NOT_FOUND')) throw error;
}
