import { WebSocket } from 'ws';

const HANDSHAKE_TIMEOUT_MS = 5_000;

/** The server pings every 15 s (docs/protocol.md): who hears nothing for longer talks to nobody. */
const SILENCE_MS = 20_000;

/** A WebSocket that notices when the other side is gone without a word: a half-open connection. */
export class AttentiveSocket extends WebSocket {
  #silence: NodeJS.Timeout | undefined;

  constructor(url: string, protocols?: string | string[]) {
    super(url, protocols, { handshakeTimeout: HANDSHAKE_TIMEOUT_MS });
    for (const sign of ['open', 'message', 'ping']) this.on(sign, () => this.#heard());
    this.once('close', () => clearTimeout(this.#silence));
  }

  /** A class whose sockets are given to their holder; graphql-ws makes them and keeps them to itself. */
  static heldBy(hold: (socket: AttentiveSocket) => void): typeof AttentiveSocket {
    return class extends AttentiveSocket {
      constructor(url: string, protocols?: string | string[]) {
        super(url, protocols);
        hold(this);
      }
    };
  }

  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.terminate(), SILENCE_MS);
  }
}
