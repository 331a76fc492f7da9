import { EventEmitter } from 'node:events';
import { strict } from './strict.ts';
import { createCodec } from './value-codec.ts';

/** A frame of a page, as the sender of a message. */
export interface SenderFrame {
  readonly url: string;
  readonly origin: string;
  readonly parent: SenderFrame | null;
}

export interface InvokeEvent {
  readonly sender: object;
  readonly senderFrame: SenderFrame | null;
}

type Handler = (event: InvokeEvent, ...args: unknown[]) => unknown;

export const codec = createCodec();
const handlers = new Map<string, Handler>();
const sent = new EventEmitter();

export const ipcMain = strict('ipcMain', {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
  removeHandler: (channel: string) => void handlers.delete(channel),
  on: (channel: string, listener: (...args: unknown[]) => void) => void sent.on(channel, listener),
  off: (channel: string, listener: (...args: unknown[]) => void) => void sent.off(channel, listener),
});

/** Runs the app's handler, as for a message from a page; what it gives has been copied. */
export async function invoke(channel: string, event: InvokeEvent, args: readonly unknown[]): Promise<string> {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  return codec.encode(await handler(event, ...args));
}

export function receive(channel: string, event: InvokeEvent, args: readonly unknown[]): void {
  sent.emit(channel, event, ...args);
}
