import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { CLOSE, encodeClientFrame, PING, PONG, TEXT } from './client-frame.ts';
import type { Dialect } from './dialects/dialect.ts';
import { type Frame, FrameReader } from './frame-reader.ts';

/** Which server, in which dialect, as whom. */
export interface Door {
  readonly port: number;
  readonly dialect: Dialect;
  readonly token: string;
}

export interface LoadSocketHandlers {
  /** An event; the payload is not parsed. */
  onEvent(frame: Frame): void;
  /** The whole answer to what was asked under the id, and its error's code. */
  onAnswer(id: string, error: string | null, message: string): void;
  onClose(code: number): void;
}

/** A client that does next to nothing, so that generator and server fit on one small machine. */
export class LoadSocket {
  readonly #stream: Socket;
  readonly #door: Door;
  readonly #handlers: LoadSocketHandlers;
  readonly #signedIn = Promise.withResolvers<void>();
  #closeCode = 1006;

  private constructor(stream: Socket, door: Door, handlers: LoadSocketHandlers) {
    this.#stream = stream;
    this.#door = door;
    this.#handlers = handlers;
  }

  /** Connects; resolves when the person is signed in. */
  static async open(door: Door, handlers: LoadSocketHandlers): Promise<LoadSocket> {
    const stream = connect({ host: '127.0.0.1', port: door.port, noDelay: true });
    const leftover = await upgrade(stream, door.dialect);
    const socket = new LoadSocket(stream, door, handlers);
    const reader = new FrameReader((frame) => socket.#onFrame(frame));
    stream.on('data', (chunk: Buffer) => reader.push(chunk));
    stream.on('error', () => undefined);
    stream.once('close', () => {
      socket.#signedIn.reject(new Error(`The server closed the socket: ${socket.#closeCode}`));
      handlers.onClose(socket.#closeCode);
    });
    if (leftover.length > 0) reader.push(leftover);
    if (!door.dialect.greetsFirst) socket.send(door.dialect.signIn(door.token));
    await socket.#signedIn.promise;
    return socket;
  }

  send(message: string): void {
    this.#stream.write(encodeClientFrame(TEXT, Buffer.from(message)));
  }

  close(): void {
    this.#stream.destroy();
  }

  #onFrame(frame: Frame): void {
    const { opcode, bytes, start, end } = frame;
    if (opcode === TEXT && this.#door.dialect.isEvent(frame)) this.#handlers.onEvent(frame);
    else if (opcode === TEXT) this.#onMessage(bytes.toString('utf8', start, end));
    else if (opcode === PING) this.#stream.write(encodeClientFrame(PONG, bytes.subarray(start, end)));
    else if (opcode === CLOSE) this.#closeCode = end - start >= 2 ? bytes.readUInt16BE(start) : 1005;
  }

  #onMessage(message: string): void {
    const { dialect, token } = this.#door;
    const heard = dialect.hear(message);
    if (heard.kind === 'answer') this.#handlers.onAnswer(heard.id, heard.error, message);
    else if (heard.kind === 'question') this.send(heard.reply);
    else if (heard.kind === 'greeting') this.send(dialect.signIn(token));
    else if (heard.kind === 'signedIn') this.#signedIn.resolve();
  }
}

/** Resolves with what the server sent after its handshake. */
function upgrade(stream: Socket, { path, subprotocol }: Dialect): Promise<Buffer> {
  const key = randomBytes(16).toString('base64');
  const offer = subprotocol === null ? '' : `Sec-WebSocket-Protocol: ${subprotocol}\r\n`;
  stream.write(
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n${offer}\r\n`,
  );
  return new Promise((resolve, reject) => {
    let head: Buffer = Buffer.alloc(0);
    const onData = (chunk: Buffer) => {
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      stream.off('data', onData).off('error', reject).off('close', onEarlyClose);
      if (head.toString('latin1', 0, 12) === 'HTTP/1.1 101') resolve(head.subarray(end + 4));
      else reject(new Error(`No upgrade: ${head.toString('latin1', 0, end).split('\r\n')[0]}`));
    };
    const onEarlyClose = () => reject(new Error('The server closed the connection before the upgrade.'));
    stream.on('data', onData).once('error', reject).once('close', onEarlyClose);
  });
}
