import { type GraphqlSocket, openSocket } from '../../backend/test/graphql-socket.ts';

/** What comes in live for a person at a node. */
export class LiveEvents {
  readonly #socket: GraphqlSocket;

  private constructor(socket: GraphqlSocket) {
    this.#socket = socket;
  }

  /** Resolves when the subscription is live. */
  static async follow(port: number, person: { readonly token: string }): Promise<LiveEvents> {
    const socket = await openSocket({ socketUrl: `ws://127.0.0.1:${port}/graphql` }, person);
    socket.start('subscription { events { ... on MessageChanged { message { text } } } }');
    // Answered once the subscription before it is live.
    await socket.run('{ changes(since: [], limit: 1) { hasMore } }');
    return new LiveEvents(socket);
  }

  /** Resolves when a message with this text has come in. */
  async hear(text: string): Promise<void> {
    await this.#socket.inbox.next(({ payload }) => JSON.stringify(payload ?? null).includes(JSON.stringify(text)));
  }

  close(): void {
    this.#socket.close();
  }
}
