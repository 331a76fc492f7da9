import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { CLOSE, encodeClientFrame, PING, PONG, TEXT } from './client-frame.ts';
import { type Frame, FrameReader } from './frame-reader.ts';

/** Operation id of every generator's events: one view for all (architecture 2.7). Ids of other operations are numbers. */
export const EVENTS_ID = 'events';

/** Where the id begins in `{"id":"…`, and the byte that says it is an event. */
const ID_AT = '{"id":"'.length;
const EVENT_BYTE = EVENTS_ID.charCodeAt(0);

export interface LoadSocketHandlers {
  /** A `next` of the events operation; the payload is not parsed. */
  onEvent(frame: Frame): void;
  /** The whole `next` or `error` of another operation. */
  onResult(id: string, message: string): void;
  onClose(code: number): void;
}

/** A graphql-transport-ws client that does next to nothing, so that generator and server fit on one small machine. */
export class LoadSocket {
  readonly #stream: Socket;
  readonly #handlers: LoadSocketHandlers;
  readonly #acknowledged = Promise.withResolvers<void>();
  #closeCode = 1006;

  private constructor(stream: Socket, handlers: LoadSocketHandlers) {
    this.#stream = stream;
    this.#handlers = handlers;
  }

  /** Connects and signs in; resolves at `connection_ack`. */
  static async open(port: number, token: string, handlers: LoadSocketHandlers): Promise<LoadSocket> {
    const stream = connect({ host: '127.0.0.1', port, noDelay: true });
    const leftover = await upgrade(stream);
    const socket = new LoadSocket(stream, handlers);
    const reader = new FrameReader((frame) => socket.#onFrame(frame));
    stream.on('data', (chunk: Buffer) => reader.push(chunk));
    stream.on('error', () => undefined);
    stream.once('close', () => {
      socket.#acknowledged.reject(new Error(`The server closed the socket: ${socket.#closeCode}`));
      handlers.onClose(socket.#closeCode);
    });
    if (leftover.length > 0) reader.push(leftover);
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    await socket.#acknowledged.promise;
    return socket;
  }

  send(message: string): void {
    this.#stream.write(encodeClientFrame(TEXT, Buffer.from(message)));
  }

  subscribe(id: string, query: string, variables: object = {}): void {
    this.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }));
  }

  close(): void {
    this.#stream.destroy();
  }

  #onFrame(frame: Frame): void {
    const { opcode, bytes, start, end } = frame;
    if (opcode === TEXT && bytes[start + ID_AT] === EVENT_BYTE) this.#handlers.onEvent(frame);
    else if (opcode === TEXT) this.#onMessage(bytes.toString('utf8', start, end));
    else if (opcode === PING) this.#stream.write(encodeClientFrame(PONG, bytes.subarray(start, end)));
    else if (opcode === CLOSE) this.#closeCode = end - start >= 2 ? bytes.readUInt16BE(start) : 1005;
  }

  #onMessage(message: string): void {
    const [, id, type] = /^\{"id":"(\d+)","type":"(\w+)"/.exec(message) ?? [];
    if (id !== undefined && type !== 'complete') this.#handlers.onResult(id, message);
    else if (message.startsWith('{"type":"connection_ack"')) this.#acknowledged.resolve();
  }
}

/** Resolves with what the server sent after its handshake. */
function upgrade(stream: Socket): Promise<Buffer> {
  const key = randomBytes(16).toString('base64');
  stream.write(
    'GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`,
  );
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const onData = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
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
