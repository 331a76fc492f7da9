import type { Codec, Special } from './value-codec.ts';

export interface Membrane {
  /** Shows a value of this world in the other one, under a name of its window. */
  expose(name: string, value: unknown): void;
}

export interface MembraneEnds {
  readonly codec: Codec;
  /** Names of the events that cross; nobody else knows them. */
  readonly channel: string;
  readonly side: 'page' | 'preload';
}

/**
 * What `contextBridge` does between the page's world and the preload script's: values are copied, functions are called over there, and neither
 * world ever holds an object of the other. Both run this function on the same document; it refers to nothing outside itself.
 */
export function createMembrane({ codec, channel, side }: MembraneEnds): Membrane {
  const other = side === 'page' ? 'preload' : 'page';
  const functions: ((...args: unknown[]) => unknown)[] = [];
  const promises = new Map<string, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let answer = '';
  let count = 0;

  const send = (what: string, detail: string) => document.dispatchEvent(new CustomEvent(`${channel}-${other}-${what}`, { detail }));
  const listen = (what: string, listener: (detail: string) => void) =>
    document.addEventListener(`${channel}-${side}-${what}`, (event) => listener((event as CustomEvent<string>).detail));

  const keepPromise = (promise: Promise<unknown>) => {
    count += 1;
    const id = `${side}-${count}`;
    promise.then(
      (value) => send('settle', JSON.stringify([id, true, write(value)])),
      (error: unknown) => send('settle', JSON.stringify([id, false, write(error)])),
    );
    return { p: id };
  };
  const special: Special = {
    encode(value) {
      if (typeof value === 'function') return { f: functions.push(value as (...args: unknown[]) => unknown) - 1 };
      return value instanceof Promise ? keepPromise(value) : undefined;
    },
    decode(written) {
      const made = written as { f?: number; p: string };
      if (made.f !== undefined) return (...args: unknown[]) => callOther(made.f as number, args);
      return new Promise((resolve, reject) => promises.set(made.p, { resolve, reject }));
    },
  };
  const write = (value: unknown) => codec.encode(value, special);
  const read = (text: string) => codec.decode(text, special);

  function callOther(index: number, args: unknown[]): unknown {
    // Dispatching is synchronous: the answer has come when it returns.
    send('call', JSON.stringify([index, write(args)]));
    const [isFine, text] = JSON.parse(answer) as [boolean, string];
    const value = read(text);
    if (!isFine) throw value;
    return value;
  }

  listen('call', (detail) => {
    const [index, text] = JSON.parse(detail) as [number, string];
    let reply: [boolean, string];
    try {
      reply = [true, write(functions[index]?.(...(read(text) as unknown[])))];
    } catch (error) {
      reply = [false, write(error)];
    }
    send('answer', JSON.stringify(reply));
  });
  listen('answer', (detail) => {
    answer = detail;
  });
  listen('settle', (detail) => {
    const [id, isFine, text] = JSON.parse(detail) as [string, boolean, string];
    const waiting = promises.get(id);
    promises.delete(id);
    if (isFine) waiting?.resolve(read(text));
    else waiting?.reject(read(text));
  });
  const freeze = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || value instanceof Promise) return value;
    for (const each of Object.values(value)) freeze(each);
    return Object.freeze(value);
  };
  listen('expose', (detail) => {
    const [name, text] = JSON.parse(detail) as [string, string];
    Object.defineProperty(window, name, { value: freeze(read(text)), enumerable: true, writable: false, configurable: false });
  });
  return { expose: (name, value) => void send('expose', JSON.stringify([name, write(value)])) };
}
