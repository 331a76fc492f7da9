import type { BrowserContext, WebSocketRoute } from '@playwright/test';

/** The way of one browser to the API, to be cut while the page itself still loads. */
export class Cable {
  readonly #open = new Set<WebSocketRoute>();
  #isCut = false;

  /** Before the browser opens its first page: sockets that are open cannot be cut any more. */
  static async plugInto(context: BrowserContext): Promise<Cable> {
    const cable = new Cable();
    await context.route('**/graphql', (route) => (cable.#isCut ? route.abort('connectionrefused') : route.continue()));
    await context.routeWebSocket(/\/graphql$/, (socket) => cable.#connect(socket));
    return cable;
  }

  async cut(): Promise<void> {
    this.#isCut = true;
    await Promise.all([...this.#open].map((socket) => socket.close({ code: 4000 })));
    this.#open.clear();
  }

  mend(): void {
    this.#isCut = false;
  }

  #connect(socket: WebSocketRoute): void {
    if (this.#isCut) return void socket.close({ code: 4000 });
    this.#open.add(socket);
    socket.connectToServer();
  }
}
